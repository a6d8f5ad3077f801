package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.resource.Rule;
import java.util.List;
import java.util.Optional;

/**
 * What the rule says that opens a port of one container to another on its network, both ways: as arguments, and read from them.
 *
 * @param source the linking container's address
 * @param destination the linked one's
 * @param bridge that both are on
 * @param port of the linked one
 */
public record OpenedRule(IpAddress source, IpAddress destination, String bridge, Port port) {
    private static final int WORDS = 16;

    /** In the form and order in which iptables-save prints them. */
    public List<String> arguments() {
        String protocol = port.protocol().toString();
        return List.of(
                "-s",
                whole(source),
                "-d",
                whole(destination),
                "-i",
                bridge,
                "-o",
                bridge,
                "-p",
                protocol,
                "-m",
                protocol,
                "--dport",
                Integer.toString(port.number()),
                "-j",
                "ACCEPT");
    }

    /** Empty for a rule that is none of these. */
    public static Optional<OpenedRule> parse(Rule rule) {
        List<String> words = rule.arguments();
        if (words.size() != WORDS || !words.getFirst().equals("-s") || !words.contains("--dport")) {
            return Optional.empty();
        }
        try {
            OpenedRule read = new OpenedRule(
                    Cidr.parse(words.get(1)).network(),
                    Cidr.parse(words.get(3)).network(),
                    words.get(5),
                    new Port(Port.parseNumber(words.get(13)), Protocol.parse(words.get(9))));
            return read.family() == rule.family() && read.arguments().equals(words)
                    ? Optional.of(read)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Family family() {
        return source.family();
    }

    private static String whole(IpAddress address) {
        return address + "/" + address.family().bits();
    }
}
