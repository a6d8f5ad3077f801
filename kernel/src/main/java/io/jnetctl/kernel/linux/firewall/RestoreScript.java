package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.firewall.RuleSet.ChainRules;
import io.jnetctl.kernel.linux.firewall.RuleSet.Table;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes input for {@code iptables-restore --noflush}. Each operation is tried on the rule set first and refused there as the kernel
 * would, so that one input holds nothing but what is known to be possible.
 *
 * <p>Chains are made by {@code -N}, not by a {@code :} line, which would empty one that exists. Rules are taken away by all that they
 * say, comment included, never by number: a number could be another's rule by then.
 */
final class RestoreScript {
    private final RuleSet rules;
    private final Set<String> shown;
    private final Map<String, StringBuilder> tables = new LinkedHashMap<>();

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
        if (chain.find(rule.arguments()) != null) {
            throw refusal("EEXIST", rule, "File exists");
        }
        String target = target(rule);
        if (target.startsWith(Chain.PREFIX) && table.chain(target) == null) {
            throw refusal("ENOENT", rule, "there is no chain " + target + " to jump to");
        }
        SavedRule added = SavedRule.ours(owner, rule.arguments(), target);
        boolean first = Boolean.TRUE.equals(rule.first());
        table.add(chain, added, first);
        line(
                rule.table(),
                first ? "-I " : "-A ",
                rule.chain(),
                first ? "1 " + added.specification() : added.specification());
    }

    private void remove(Rule rule) {
        ChainRules chain = chainOf(rule);
        SavedRule found = existing(chain, rule);
        rules.table(rule.table()).remove(chain, found);
        line(rule.table(), "-D ", rule.chain(), found.specification());
    }

    /** A rule's comment cannot be changed: the same rule takes its place. Inserting before removing leaves no packet without it. */
    private void mark(Rule rule, Owner owner) {
        Table table = rules.table(rule.table());
        ChainRules chain = chainOf(rule);
        SavedRule found = existing(chain, rule);
        if (owner.equals(found.owner())) {
            return;
        }
        SavedRule marked = SavedRule.ours(owner, rule.arguments(), found.target());
        int position = chain.position(found);
        table.replace(chain, found, marked);
        line(rule.table(), "-I ", rule.chain(), position + " " + marked.specification());
        line(rule.table(), "-D ", rule.chain(), found.specification());
    }

    private ChainRules chainOf(Rule rule) {
        ChainRules chain = rules.table(rule.table()).chain(rule.chain());
        if (chain == null) {
            throw refusal("ENOENT", rule, "there is no chain " + rule.chain());
        }
        return chain;
    }

    private static SavedRule existing(ChainRules chain, Rule rule) {
        SavedRule found = chain.find(rule.arguments());
        if (found == null) {
            throw refusal("ENOENT", rule, "No such file or directory");
        }
        return found;
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
