package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.firewall.RuleSet.Table;
import io.jnetctl.kernel.resource.Arguments;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes input for {@code iptables-restore --noflush}. Each operation is tried on the rule set first and refused there as the kernel
 * would, so that one input holds nothing but what is known to be possible.
 *
 * <p>Chains are made by {@code -N}, not by a {@code :} line, which would empty one that exists. Rules are taken away by all that they
 * say, comment included: a number could be another's rule by then. In chains of ours there are none of others, and what somebody put
 * there may say what the tools cannot read back, so that a number tells best.
 */
final class RestoreScript {
    private final RuleSet rules;
    private final Set<String> shown;
    private final Map<String, StringBuilder> tables = new LinkedHashMap<>();
    private final Map<String, SavedRule> written = new HashMap<>();

    RestoreScript(RuleSet rules) {
        this.rules = rules;
        this.shown = Set.copyOf(rules.tables().keySet());
    }

    /** @throws KernelException with EEXIST, ENOENT or EBUSY, and then nothing is written */
    void apply(Operation operation) {
        switch (operation) {
            case Operation.Add(Chain chain, Owner ignored) -> add(chain);
            case Operation.Add(Rule rule, Owner owner) -> add(rule, owner);
            case Operation.Update(Resource ignored, Rule rule, var changed, Owner owner) -> mark(rule, owner);
            case Operation.Update(Resource ignored, Chain chain, var changed, Owner owner) -> existing(chain);
            case Operation.Remove(Chain chain) -> remove(chain);
            case Operation.Remove(Rule rule) -> remove(rule);
            default -> throw new IllegalArgumentException("not of the firewall: " + operation);
        }
    }

    /** The rules that it adds, by their specification. */
    Map<String, SavedRule> written() {
        return written;
    }

    boolean isEmpty() {
        return tables.isEmpty();
    }

    /** The tables that it concerns and that were not there, or were never used. */
    Set<String> newTables() {
        Set<String> tables = new HashSet<>(this.tables.keySet());
        tables.removeAll(shown);
        return tables;
    }

    /** The input: each table once, what concerns it in order. */
    String text() {
        StringBuilder text = new StringBuilder();
        tables.forEach((table, lines) ->
                text.append('*').append(table).append('\n').append(lines).append("COMMIT\n"));
        return text.toString();
    }

    private void add(Chain chain) {
        Table table = rules.table(chain.table());
        if (table.chain(chain.name()) != null) {
            throw refusal("EEXIST", chain, "File exists");
        }
        table.declare(chain.name());
        line(chain.table(), "-N ", chain.name(), "");
    }

    private void remove(Chain chain) {
        Table table = rules.table(chain.table());
        if (!existing(chain).isEmpty()) {
            throw refusal("EBUSY", chain, "Device or resource busy: it still has rules");
        }
        if (table.isJumpedTo(chain.name())) {
            throw refusal("EBUSY", chain, "Device or resource busy: a rule still jumps to it");
        }
        table.drop(chain.name());
        line(chain.table(), "-X ", chain.name(), "");
    }

    private ChainRules existing(Chain chain) {
        ChainRules found = rules.table(chain.table()).chain(chain.name());
        if (found == null) {
            throw refusal("ENOENT", chain, "No such file or directory");
        }
        return found;
    }

    private void add(Rule rule, Owner owner) {
        Table table = rules.table(rule.table());
        ChainRules chain = chainOf(rule);
        if (!Arguments.of(rule.arguments()).areWritable()) {
            throw refusal("EINVAL", rule, "a rule is a single line");
        }
        int copies = table.managed(rule).size();
        if (copies > rule.copy()) {
            throw refusal("EEXIST", rule, "File exists");
        } else if (copies < rule.copy()) {
            throw refusal("ENOENT", rule, "there is none that it could be a copy of");
        }
        String target = target(rule);
        if (target.startsWith(Chain.PREFIX) && table.chain(target) == null) {
            throw refusal("ENOENT", rule, "there is no chain " + target + " to jump to");
        }
        insert(rule, chain, place(rule, chain), SavedRule.ours(owner, rule.arguments(), target));
    }

    /** Where it goes, as {@code -I} counts. */
    private static int place(Rule rule, ChainRules chain) {
        String after = rule.after();
        boolean first = Boolean.TRUE.equals(rule.first());
        if (after == null || after.isEmpty()) {
            int last = chain.size() + 1;
            return first ? 1 : after == null ? last : Objects.requireNonNullElse(chain.firstMarked(), last);
        }
        SavedRule before = labelled(after, rule, chain);
        if (before == null) {
            throw refusal("ENOENT", rule, "there is no rule " + after + " to stand after");
        }
        int place = chain.position(before) + 1;
        return first ? Math.min(place, chain.leadingMarked() + 1) : place;
    }

    /** The marked rule of a label, in the chain of another rule. */
    private static @Nullable SavedRule labelled(String label, Rule neighbour, ChainRules chain) {
        String prefix = neighbour.place() + " ";
        if (!label.startsWith(prefix)) {
            return null;
        }
        List<SavedRule> said = chain.marked(label.substring(prefix.length()));
        return said.isEmpty() ? null : said.getFirst();
    }

    private void insert(Rule rule, ChainRules chain, int position, SavedRule added) {
        boolean last = position > chain.size();
        rules.table(rule.table()).insert(chain, position, added);
        written.put(added.specification(), added);
        String numbered = last ? added.specification() : position + " " + added.specification();
        line(rule.table(), last ? "-A " : "-I ", rule.chain(), numbered);
    }

    private void remove(Rule rule) {
        Table table = rules.table(rule.table());
        ChainRules chain = chainOf(rule);
        List<SavedRule> copies = table.managed(rule);
        SavedRule doomed = existing(copies, rule);
        if (copies.size() > rule.copy() + 1) {
            throw refusal("EBUSY", rule, "Device or resource busy: it has a copy");
        }
        remove(rule, chain, doomed);
    }

    private void remove(Rule rule, ChainRules chain, SavedRule doomed) {
        Table table = rules.table(rule.table());
        List<SavedRule> before = new ArrayList<>();
        for (SavedRule copy : chain.marked(rule.text())) {
            if (copy == doomed) {
                break;
            }
            if (Objects.equals(copy.owner(), doomed.owner())) {
                before.add(copy);
            }
        }
        if (doomed.owner() == null || (!before.isEmpty() && table.isOurs(rule.chain()))) {
            line(rule.table(), "-D ", rule.chain(), Integer.toString(chain.position(doomed)));
        } else {
            removeExactly(rule, chain, before, doomed);
        }
        table.remove(chain, doomed);
    }

    /** The tools take the first of those that read the same: all of them go, and those before it come back to their places. */
    private void removeExactly(Rule rule, ChainRules chain, List<SavedRule> before, SavedRule doomed) {
        for (SavedRule same : before) {
            line(rule.table(), "-D ", rule.chain(), same.specification());
        }
        line(rule.table(), "-D ", rule.chain(), doomed.specification());
        for (SavedRule same : before) {
            line(rule.table(), "-I ", rule.chain(), chain.position(same) + " " + same.specification());
        }
    }

    /** A rule's comment cannot be changed: the same rule takes its place. Inserting before removing leaves no packet without it. */
    private void mark(Rule rule, Owner owner) {
        Table table = rules.table(rule.table());
        ChainRules chain = chainOf(rule);
        SavedRule found = existing(table.managed(rule), rule);
        if (owner.equals(found.owner())) {
            return;
        }
        SavedRule marked = SavedRule.ours(owner, rule.arguments(), found.target());
        int position = chain.position(found);
        table.insert(chain, position, marked);
        line(rule.table(), "-I ", rule.chain(), position + " " + marked.specification());
        remove(rule, chain, found);
    }

    private ChainRules chainOf(Rule rule) {
        ChainRules chain = rules.table(rule.table()).chain(rule.chain());
        if (chain == null) {
            throw refusal("ENOENT", rule, "there is no chain " + rule.chain());
        }
        return chain;
    }

    private static SavedRule existing(List<SavedRule> copies, Rule rule) {
        if (copies.size() <= rule.copy()) {
            throw refusal("ENOENT", rule, "No such file or directory");
        }
        return copies.get(rule.copy());
    }

    private static String target(Rule rule) {
        String target = rule.target();
        return target == null ? "" : target;
    }

    private void line(String table, String command, String chain, String rest) {
        StringBuilder lines = tables.computeIfAbsent(table, absent -> new StringBuilder());
        lines.append(command).append(chain);
        if (!rest.isEmpty()) {
            lines.append(' ').append(rest);
        }
        lines.append('\n');
    }

    private static KernelException refusal(String errno, Resource resource, String why) {
        return new KernelException(
                errno, resource.kind().name() + " " + resource.label() + ": " + why + " (" + errno + ")");
    }
}
