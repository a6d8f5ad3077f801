package io.jnetctl.kernel.flow;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.PortRange;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.resource.Rule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a rule of the nat table does that sends host ports elsewhere (target DNAT of iptables-extensions(8)).
 *
 * @param source where packets must come from, null for anywhere
 * @param destination where they must go to, null for any address of the host
 * @param ports the host's
 * @param target where they are sent
 * @param targetPort null where the port stays, or is one of several
 */
public record Translation(
        Protocol protocol,
        @Nullable Cidr source,
        @Nullable Cidr destination,
        PortRange ports,
        IpAddress target,
        @Nullable Integer targetPort) {

    /** Empty for a rule that does not send ports of one protocol to one address. */
    public static Optional<Translation> of(Rule rule) {
        String to = rule.table().equals("nat") ? value(rule.arguments(), "--to-destination") : null;
        if (to == null || !"DNAT".equals(rule.target())) {
            return Optional.empty();
        }
        Protocol protocol = protocol(rule.arguments());
        String ports = value(rule.arguments(), "--dport");
        if (protocol == null || ports == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Translation(
                    protocol,
                    block(rule, "-s"),
                    block(rule, "-d"),
                    PortRange.parse(ports.replace(':', '-')),
                    target(to, rule.family()),
                    port(to, rule.family())));
        } catch (IllegalArgumentException e) {
            // Port 0, several targets: no rule of ours, though it may stand in a chain of ours.
            return Optional.empty();
        }
    }

    private static @Nullable Protocol protocol(List<String> arguments) {
        String name = value(arguments, "-p");
        for (Protocol protocol : Protocol.values()) {
            if (protocol.toString().equals(name)) {
                return protocol;
            }
        }
        return null;
    }

    private static IpAddress target(String to, Family family) {
        if (family == Family.V6 && to.startsWith("[")) {
            return IpAddress.parse(to.substring(1, Math.max(1, to.indexOf(']'))));
        }
        int colon = family == Family.V4 ? to.indexOf(':') : -1;
        return IpAddress.parse(colon < 0 ? to : to.substring(0, colon));
    }

    private static @Nullable Integer port(String to, Family family) {
        String before = family == Family.V4 ? ":" : "]:";
        int at = to.indexOf(before);
        String port = at < 0 ? "" : to.substring(at + before.length());
        return port.isEmpty() || port.contains("-") ? null : Port.parseNumber(port);
    }

    private static @Nullable Cidr block(Rule rule, String option) {
        String text = value(rule.arguments(), option);
        if (text == null) {
            return null;
        }
        return text.contains("/")
                ? Cidr.parse(text)
                : Cidr.of(IpAddress.parse(text), rule.family().bits());
    }

    /** What follows the option; null where it is absent, or negated, which lets through nearly everything. */
    private static @Nullable String value(List<String> arguments, String option) {
        int at = arguments.indexOf(option);
        boolean there = at >= 0
                && at + 1 < arguments.size()
                && (at == 0 || !arguments.get(at - 1).equals("!"));
        return there ? arguments.get(at + 1) : null;
    }

    public Family family() {
        return target.family();
    }

    /** Both in one, where the ports of the other one follow these and go to the same address; else null. */
    @Nullable Translation joined(Translation next) {
        return next.ports.first() == ports.last() + 1
                        && next.protocol == protocol
                        && next.target.equals(target)
                        && Objects.equals(next.source, source)
                        && Objects.equals(next.destination, destination)
                ? new Translation(
                        protocol,
                        source,
                        destination,
                        new PortRange(ports.first(), next.ports.last()),
                        target,
                        Objects.equals(next.targetPort, targetPort) ? targetPort : null)
                : null;
    }

    /** Whether its match lets the first packet of the flow through, apart from the question whose the destination is. */
    boolean covers(Flow flow) {
        Flow.Tuple original = flow.original();
        return flow.protocol() == protocol.number()
                && original.source().family() == family()
                && ports.contains(original.destinationPort())
                && (source == null || source.contains(original.source()))
                && (destination == null || destination.contains(original.destination()));
    }

    /** Whether the flow was sent where this translation sends it. */
    boolean led(Flow flow) {
        return flow.translated()
                && flow.reply().source().equals(target)
                && (targetPort == null || targetPort == flow.reply().sourcePort());
    }
}
