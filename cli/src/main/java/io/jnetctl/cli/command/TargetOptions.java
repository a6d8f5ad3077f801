package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.show.ContainerName;
import io.jnetctl.kernel.Owner;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Closest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Which containers a plan is narrowed to. */
final class TargetOptions {
    @Option(
            names = "--target",
            paramLabel = "STACK/CONTAINER",
            description = "Plan for this container and what it stands on, and look at nothing else; may be repeated.")
    private List<String> names = new ArrayList<>();

    boolean areGiven() {
        return !names.isEmpty();
    }

    /** @throws Failure when one is not of the form STACK/CONTAINER */
    Set<Owner> read(Session session) {
        Set<Owner> targets = new LinkedHashSet<>();
        for (String name : Variables.orElse(names, "JNETCTL_TARGET", session.environment())) {
            ContainerName container = ContainerName.parse(name);
            targets.add(new Owner(container.stack(), container.container()));
        }
        return targets;
    }

    /**
     * Says that there is more than the plan shows.
     *
     * @throws Failure when neither the manifest nor the host has such a container
     */
    static void check(Set<Owner> targets, Manifest manifest, Proposal proposal, Session session) {
        if (targets.isEmpty()) {
            return;
        }
        Set<String> known = new TreeSet<>();
        for (Stack stack : manifest.stacks()) {
            for (Container container : stack.containers()) {
                known.add(stack.name() + "/" + container.name());
            }
        }
        for (Owner target : targets) {
            String name = name(target);
            if (!known.contains(name) && !isLeftOver(target, manifest, proposal)) {
                throw new Failure(
                        "there is no container " + name + " in the manifest",
                        Closest.hint(name, known).orElse("it has " + String.join(", ", known)));
            }
        }
        session.warning(note(targets), null);
    }

    /** What a narrowed plan must not be taken for. */
    static String note(Set<Owner> targets) {
        return "only " + String.join(", ", names(targets))
                + " and what it stands on is planned for; the rest is not looked at";
    }

    /** Sorted. */
    static Set<String> names(Set<Owner> targets) {
        Set<String> names = new TreeSet<>();
        targets.forEach(target -> names.add(name(target)));
        return names;
    }

    private static String name(Owner target) {
        return target.stack() + "/" + target.object();
    }

    /** On the host still, of a stack that is planned for. */
    private static boolean isLeftOver(Owner target, Manifest manifest, Proposal proposal) {
        return manifest.stack(target.stack()).isPresent()
                && proposal.observed().entries().values().stream().anyMatch(entry -> {
                    Owner owner = entry.owner();
                    return owner != null
                            && owner.stack().equals(target.stack())
                            && (owner.object() + "/").startsWith(target.object() + "/");
                });
    }
}
