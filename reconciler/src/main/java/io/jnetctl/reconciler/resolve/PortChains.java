package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the rules of a published port stand: in the chain of its 64 ports, which is found by way of the chains of its protocol and of
 * its 2048 ports, so that a packet meets at most 32 rules a step, and those of its own 64 ports.
 */
final class PortChains {
    private static final int WIDE = 2048;
    private static final int NARROW = 64;

    private final DesiredEntries desired;
    private final Set<Block> led = new HashSet<>();
    private @Nullable Block latest;

    PortChains(DesiredEntries desired) {
        this.desired = desired;
    }

    /** The ports of one chain, from the lowest on. */
    private record Block(Family family, Protocol protocol, int low) {
        /** Told here, since it is asked of each port. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Block it && low == it.low && protocol == it.protocol && family == it.family;
        }

        @Override
        public int hashCode() {
            return low;
        }
    }

    /** The chain that a port's own rules stand in. */
    static String leaf(Protocol protocol, int port) {
        return block(protocol, port, NARROW);
    }

    private void lead(Family family, Protocol protocol, int port, String reason) {
        String top = top(protocol);
        String wide = block(protocol, port, WIDE);
        String narrow = leaf(protocol, port);
        for (String chain : List.of(top, wide, narrow)) {
            desired.share(new Chain(family, FixedRules.NAT, chain), FixedRules.NAT, reason);
        }
        jump(family, FixedRules.PORTS, "-p " + protocol + " -j " + top, reason);
        jump(family, top, ports(protocol, port, WIDE) + " -j " + wide, reason);
        jump(family, wide, ports(protocol, port, NARROW) + " -j " + narrow, reason);
    }

    /** Makes the way to the chain of a port's rule, as far as it is not there yet, for all stacks. */
    void lead(PublishedRule rule, String reason) {
        Protocol protocol = rule.hostPort().protocol();
        int port = rule.hostPort().number();
        Block block = new Block(rule.family(), protocol, low(port, NARROW));
        if (!block.equals(latest) && led.add(block)) {
            lead(rule.family(), protocol, port, reason);
        }
        latest = block;
    }

    /** A published port's own rule, where it stands where it should; nothing for any other rule. */
    static Optional<PublishedRule> parse(Rule rule) {
        return PublishedRule.parse(rule)
                .filter(published -> PortRules.rule(published).key().equals(rule.key()));
    }

    private void jump(Family family, String chain, String rule, String reason) {
        desired.share(
                new Rule(family, FixedRules.NAT, chain, RuleArguments.of(rule), 0, null, null), FixedRules.NAT, reason);
    }

    private static String top(Protocol protocol) {
        return Chain.PREFIX + protocol.name();
    }

    private static String block(Protocol protocol, int port, int size) {
        int low = low(port, size);
        return top(protocol) + "-" + low + "-" + (low + size - 1);
    }

    private static String ports(Protocol protocol, int port, int size) {
        int low = low(port, size);
        return "-p " + protocol + " -m " + protocol + " --dport " + low + ":" + (low + size - 1);
    }

    private static int low(int port, int size) {
        return port - port % size;
    }
}
