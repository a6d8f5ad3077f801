package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Operations on chains and rules as one transaction a family. When the tool refuses one, halves of it are tried until the very
 * operation is found, so that what comes before it is done and its own words are told.
 */
public final class FirewallBatch {
    private final Firewall firewall;
    private final IntConsumer meanwhile;

    /** @param meanwhile told while the tool is at work with how many operations that is */
    public FirewallBatch(Firewall firewall, IntConsumer meanwhile) {
        this.firewall = firewall;
        this.meanwhile = meanwhile;
    }

    /** One outcome an operation; after the first that fails none is run. */
    public List<Outcome> execute(List<Operation> operations) {
        List<Outcome> outcomes = new ArrayList<>();
        try {
            int done = run(operations);
            fill(outcomes, done, Outcome.DONE);
        } catch (RefusedAt refused) {
            fill(outcomes, refused.index, Outcome.DONE);
            outcomes.add(new Outcome.Failed(refused.reason));
            fill(outcomes, operations.size(), Outcome.NOT_RUN);
        }
        if (operations.stream().anyMatch(Operation.Remove.class::isInstance)) {
            MadeTables.deleteUnused();
        }
        return outcomes;
    }

    private int run(List<Operation> operations) throws RefusedAt {
        Map<Family, RestoreScript> scripts = new EnumMap<>(Family.class);
        int ready = 0;
        KernelException refusal = null;
        while (ready < operations.size() && refusal == null) {
            Operation operation = operations.get(ready);
            Family family = family(operation.resource());
            try {
                RestoreScript script = scripts.get(family);
                if (script == null) {
                    script = new RestoreScript(firewall.rules(family));
                    scripts.put(family, script);
                }
                script.apply(operation);
                ready++;
            } catch (KernelException e) {
                refusal = e;
            }
        }
        restore(operations.subList(0, ready), scripts);
        if (refusal != null) {
            throw new RefusedAt(ready, refusal);
        }
        return ready;
    }

    private void restore(List<Operation> operations, Map<Family, RestoreScript> scripts) throws RefusedAt {
        for (Map.Entry<Family, RestoreScript> entry : scripts.entrySet()) {
            if (entry.getValue().isEmpty()) {
                continue;
            }
            Set<String> announced =
                    MadeTables.announce(entry.getKey(), entry.getValue().newTables());
            ToolRun.Result result = firewall.restore(
                    entry.getKey(), entry.getValue().text(), () -> meanwhile.accept(operations.size()));
            MadeTables.confirm(entry.getKey(), announced);
            if (result.isLockedOut()) {
                lockedOut(operations, result);
            } else if (!result.succeeded()) {
                narrow(operations, result);
                return;
            }
            firewall.wrote(entry.getValue().written());
        }
    }

    /** Nothing is refused, and each further try would wait as long again. */
    private void lockedOut(List<Operation> operations, ToolRun.Result result) throws RefusedAt {
        Map<Family, RuleSet> present = new EnumMap<>(Family.class);
        for (int i = 0; i < operations.size(); i++) {
            Family family = family(operations.get(i).resource());
            if (!isInPlace(operations.get(i), present.computeIfAbsent(family, firewall::rules))) {
                throw new RefusedAt(i, new KernelException("EAGAIN", result.words() + XtablesLock.holder()));
            }
        }
    }

    /** Finds the refused operation. What a table that went through already has is not done twice. */
    private void narrow(List<Operation> operations, ToolRun.Result result) throws RefusedAt {
        if (operations.size() == 1) {
            Resource resource = operations.getFirst().resource();
            throw new RefusedAt(
                    0,
                    new KernelException("", resource.kind().name() + " " + resource.label() + ": " + result.words()));
        }
        int half = operations.size() / 2;
        runMissing(operations.subList(0, half));
        try {
            runMissing(operations.subList(half, operations.size()));
        } catch (RefusedAt refused) {
            throw new RefusedAt(half + refused.index, refused.reason);
        }
    }

    private void runMissing(List<Operation> operations) throws RefusedAt {
        Map<Family, RuleSet> present = new EnumMap<>(Family.class);
        List<Operation> missing = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            RuleSet rules = present.computeIfAbsent(family(operation.resource()), firewall::rules);
            if (!isInPlace(operation, rules)) {
                missing.add(operation);
                places.add(i);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        try {
            run(missing);
        } catch (RefusedAt refused) {
            throw new RefusedAt(places.get(refused.index), refused.reason);
        }
    }

    private static boolean isInPlace(Operation operation, RuleSet rules) {
        boolean there = switch (operation.resource()) {
            case Chain chain -> rules.table(chain.table()).chain(chain.name()) != null;
            case Rule rule -> rules.table(rule.table()).managed(rule).size() > rule.copy();
            default -> throw notOurs(operation.resource());
        };
        return switch (operation) {
            case Operation.Add add -> there;
            case Operation.Remove remove -> !there;
            case Operation.Update update -> false;
        };
    }

    private static Family family(Resource resource) {
        return switch (resource) {
            case Chain chain -> chain.family();
            case Rule rule -> rule.family();
            default -> throw notOurs(resource);
        };
    }

    private static IllegalArgumentException notOurs(Resource resource) {
        return new IllegalArgumentException("not of the firewall: " + resource);
    }

    private static void fill(List<Outcome> outcomes, int size, Outcome outcome) {
        while (outcomes.size() < size) {
            outcomes.add(outcome);
        }
    }

    /** The operation at an index was refused, all before it are done. */
    private static final class RefusedAt extends Exception {
        private static final long serialVersionUID = 1L;

        private final int index;
        private final transient KernelException reason;

        RefusedAt(int index, KernelException reason) {
            super(reason);
            this.index = index;
            this.reason = reason;
        }
    }
}
