package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.NetworkGroup;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the rules of a network's links stand: in one of 256 chains, by the network's byte, found by way of one of 16. A packet meets the
 * links of its own network, and seldom those of another.
 */
final class LinkChains {
    private static final Pattern LEAF = Pattern.compile(FixedRules.LINKS + "-([0-9A-F])([0-9A-F])");
    private static final int HEXADECIMAL = 16;

    private LinkChains() {}

    /** The chain that the rules of a network's links stand in. */
    static String leaf(Owner network) {
        return name(NetworkGroup.networkByte(network));
    }

    /** Makes the way to the chain of a link's rule, as far as it is not there yet, for all stacks. */
    static void lead(Rule rule, DesiredEntries desired, String reason) {
        Matcher leaf = LEAF.matcher(rule.chain());
        if (isLeaf(rule) && leaf.matches()) {
            lead(rule.family(), Integer.parseInt(leaf.group(1) + leaf.group(2), HEXADECIMAL), desired, reason);
        }
    }

    /** Whether it is a link's own rule. */
    static boolean isLeaf(Rule rule) {
        return rule.table().equals(FixedRules.FILTER)
                && LEAF.matcher(rule.chain()).matches()
                && OpenedRule.parse(rule).isPresent();
    }

    private static void lead(Family family, int networkByte, DesiredEntries desired, String reason) {
        String half = half(networkByte);
        String leaf = name(networkByte);
        for (String chain : List.of(half, leaf)) {
            desired.share(new Chain(family, FixedRules.FILTER, chain), FixedRules.FILTER, reason);
        }
        jump(family, FixedRules.LINKS, NetworkGroup.ofHighNibble(networkByte / HEXADECIMAL), half, desired, reason);
        jump(family, half, NetworkGroup.ofNetworkByte(networkByte), leaf, desired, reason);
    }

    private static void jump(
            Family family, String chain, String group, String target, DesiredEntries desired, String reason) {
        List<String> rule = RuleArguments.of("-m devgroup --src-group " + group + " -j " + target);
        desired.share(new Rule(family, FixedRules.FILTER, chain, rule, 0, null, null), FixedRules.FILTER, reason);
    }

    private static String half(int networkByte) {
        return FixedRules.LINKS + "-"
                + Integer.toHexString(networkByte / HEXADECIMAL).toUpperCase(Locale.ROOT);
    }

    private static String name(int networkByte) {
        return half(networkByte)
                + Integer.toHexString(networkByte % HEXADECIMAL).toUpperCase(Locale.ROOT);
    }
}
