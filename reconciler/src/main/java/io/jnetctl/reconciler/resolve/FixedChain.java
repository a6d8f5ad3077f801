package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.resource.Chain;
import java.util.List;

/**
 * A chain with the rules that all stacks share in it.
 *
 * @param ordered whether the rules' order matters
 * @param rules each in the words that iptables-save prints
 */
record FixedChain(Family family, String table, String name, boolean ordered, List<List<String>> rules) {
    FixedChain {
        rules = rules.stream().map(List::copyOf).toList();
    }

    /** Whether it is one of the kernel's own, where others have rules too. */
    boolean isBuiltIn() {
        return !name.startsWith(Chain.PREFIX);
    }
}
