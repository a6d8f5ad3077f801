package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.resource.Arguments;
import io.jnetctl.kernel.resource.Rule;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rule says that leads a port of the host to a container, both ways: as arguments, and read from them.
 *
 * @param family of all its addresses
 * @param source who may use it
 * @param hostIp null: all addresses of the host
 * @param hostPort and the protocol of both ports
 * @param targetPort 1 to 65535
 */
public record PublishedRule(
        Family family, Source source, @Nullable IpAddress hostIp, Port hostPort, IpAddress target, int targetPort) {
    /** The mark, and its mask, of packets that come from a container. */
    static final String NEAR = "0x10000000/0x10000000";

    private static final String DESTINATION = "--to-destination";

    /** In characters. */
    private static final int USUAL_LENGTH = 96;

    /** Who may use a published port. */
    public sealed interface Source {
        /** Whoever gets here. */
        record Anyone() implements Source {}

        /** Who has an address of the block. */
        record Block(Cidr addresses) implements Source {}

        /** The containers of this host, whose packets have the mark {@link #NEAR}. */
        record Containers() implements Source {}

        /** This host. */
        record Host() implements Source {}
    }

    /** In the form and order in which iptables-save prints them. */
    public List<String> arguments() {
        StringBuilder text = new StringBuilder(USUAL_LENGTH);
        if (source instanceof Source.Block(Cidr addresses)) {
            text.append("-s ").append(addresses).append(' ');
        }
        if (hostIp != null) {
            text.append("-d ").append(hostIp).append('/').append(family.bits()).append(' ');
        }
        String protocol = hostPort.protocol().toString();
        text.append("-p ").append(protocol).append(" -m ").append(protocol);
        text.append(" --dport ").append(hostPort.number());
        switch (source) {
            case Source.Containers _ -> text.append(" -m mark --mark ").append(NEAR);
            case Source.Host _ -> text.append(" -m addrtype --src-type LOCAL");
            case Source.Anyone _, Source.Block _ -> {}
        }
        text.append(" -j DNAT ").append(DESTINATION).append(' ').append(targetHost());
        text.append(':').append(targetPort);
        return Arguments.ofPlain(text.toString(), this);
    }

    /** Empty for a rule that is none of these. */
    public static Optional<PublishedRule> parse(Rule rule) {
        if (rule.arguments() instanceof Arguments written
                && written.meaning() instanceof PublishedRule known
                && known.family == rule.family()) {
            return Optional.of(known);
        }
        if (!rule.arguments().contains(DESTINATION)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    new Parser(rule.family()).parse(rule.arguments().iterator()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The port inside the container. */
    public Port containerPort() {
        return new Port(targetPort, hostPort.protocol());
    }

    /** The host's address as it stands before a colon and a port, such as {@code 0.0.0.0}. */
    public String host() {
        return host(hostIp != null ? hostIp : anyAddress(family));
    }

    /** The container's address as it stands before a colon and a port, such as {@code [fd00::5]}. */
    public String targetHost() {
        return host(target);
    }

    static IpAddress anyAddress(Family family) {
        return new IpAddress(family, 0, 0);
    }

    private static String host(IpAddress address) {
        return address.family() == Family.V4 ? address.toString() : "[" + address + "]";
    }

    /** Takes the arguments one by one; what is not understood is an IllegalArgumentException. */
    private static final class Parser {
        private final Family family;
        private Source source = new Source.Anyone();
        private @Nullable IpAddress hostIp;
        private @Nullable Protocol protocol;
        private int hostPort;
        private String destination = "";

        private Parser(Family family) {
            this.family = family;
        }

        private @Nullable PublishedRule parse(Iterator<String> arguments) {
            while (arguments.hasNext()) {
                String option = arguments.next();
                if (!arguments.hasNext()) {
                    return null;
                }
                take(option, arguments.next());
            }
            int colon = destination.lastIndexOf(':');
            if (protocol == null || colon < 0) {
                return null;
            }
            String address = destination.substring(0, colon);
            return new PublishedRule(
                    family,
                    source,
                    hostIp,
                    new Port(hostPort, protocol),
                    address(address.startsWith("[") ? address.substring(1, address.length() - 1) : address),
                    Port.parseNumber(destination.substring(colon + 1)));
        }

        private void take(String option, String value) {
            switch (option) {
                case "-s" -> source = new Source.Block(Cidr.parse(value));
                case "-d" -> hostIp = single(Cidr.parse(value));
                case "-p" -> protocol = Protocol.parse(value);
                case "--dport" -> hostPort = Port.parseNumber(value);
                case DESTINATION -> destination = value;
                case "--mark" -> source = as(value, NEAR, new Source.Containers());
                case "--src-type" -> source = as(value, "LOCAL", new Source.Host());
                case "-j" -> as(value, "DNAT", source);
                case "-m" -> {}
                default -> throw new IllegalArgumentException(option);
            }
        }

        private static Source as(String value, String expected, Source meaning) {
            if (!value.equals(expected)) {
                throw new IllegalArgumentException(value);
            }
            return meaning;
        }

        private static IpAddress single(Cidr block) {
            if (block.prefixLength() != block.family().bits()) {
                throw new IllegalArgumentException(block.toString());
            }
            return block.network();
        }

        private IpAddress address(String text) {
            IpAddress address = IpAddress.parse(text);
            if (address.family() != family) {
                throw new IllegalArgumentException(text);
            }
            return address;
        }
    }
}
