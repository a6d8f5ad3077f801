package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.Port;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.resolve.PublishedRule.Source;
import java.util.ArrayList;
import java.util.List;

/** A published port's own rules: one; or with {@code from} one a source, one for containers and one for the host itself. */
final class PortRules {
    private PortRules() {}

    static List<PublishedRule> of(ResolvedPort port) {
        Port hostPort = new Port(port.hostPort(), port.protocol());
        List<PublishedRule> rules = new ArrayList<>(1);
        for (Source source : sources(port)) {
            rules.add(new PublishedRule(
                    port.family(), source, port.hostIp(), hostPort, port.target(), port.targetPort()));
        }
        return rules;
    }

    /** A block of all addresses, which iptables would not print, is no restriction. */
    private static List<Source> sources(ResolvedPort port) {
        List<Cidr> from = port.from();
        if (from.isEmpty()
                || from.stream().anyMatch(block -> block.family() == port.family() && block.prefixLength() == 0)) {
            return List.of(new Source.Anyone());
        }
        List<Source> sources = new ArrayList<>();
        from.stream()
                .filter(block -> block.family() == port.family())
                .distinct()
                .forEach(block -> sources.add(new Source.Block(block)));
        sources.add(new Source.Containers());
        sources.add(new Source.Host());
        return sources;
    }

    static Rule rule(PublishedRule published) {
        Port port = published.hostPort();
        return new Rule(
                published.family(),
                FixedRules.NAT,
                PortChains.leaf(port.protocol(), port.number()),
                published.arguments(),
                null);
    }

    /** Whether the port can be reached at an address of 127.0.0.0/8. */
    static boolean isAtLocalhost(PublishedRule rule) {
        return rule.family() == Family.V4
                && (rule.hostIp() == null || rule.hostIp().isLoopback());
    }
}
