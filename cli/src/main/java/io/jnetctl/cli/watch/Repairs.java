package io.jnetctl.cli.watch;

import io.jnetctl.cli.render.RepairText;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelEvents;
import io.jnetctl.kernel.KernelEvents.Topic;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.diff.Applied;
import io.jnetctl.reconciler.drift.Difference;
import io.jnetctl.reconciler.drift.DriftDetector;
import io.jnetctl.reconciler.execute.ApplyReport;
import io.jnetctl.reconciler.execute.Executor;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Carries out plans as far as that makes sense now, and says in a line each what came of it. */
final class Repairs {
    private static final int LOOKS = 4;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** What is refused because something happened since the plan was made. */
    private static final Set<String> CAME_AND_WENT = Set.of("ENODEV", "ENOENT", "ESRCH", "EEXIST");

    private final Kernel kernel;
    private final KernelEvents events;
    private final Holds holds;
    private final LongSupplier nanos;
    private final WatchLog log;
    private final Supervisor supervisor;
    private boolean starting = true;
    private long count;
    private int waiting;

    Repairs(Kernel kernel, KernelEvents events, Holds holds, LongSupplier nanos, WatchLog log, Supervisor supervisor) {
        this.kernel = kernel;
        this.events = events;
        this.holds = holds;
        this.nanos = nanos;
        this.log = log;
        this.supervisor = supervisor;
    }

    /** What the manifest says now is tried at once, and no fight yet. */
    void start() {
        starting = true;
        holds.clear();
    }

    /** The plan without what is left alone for now, and without what would come after that. */
    Plan allowed(Plan plan) {
        long now = nanos.getAsLong();
        Set<Key> keys = keys(plan.steps());
        Set<Key> contested =
                keys.stream().filter(key -> holds.isContested(key, now)).collect(Collectors.toSet());
        if (!contested.isEmpty()) {
            Duration longest = contested.stream()
                    .map(key -> holds.hold(key, now))
                    .max(Duration::compareTo)
                    .orElseThrow();
            List<Resource> roots = roots(plan, contested);
            log.warning(RepairText.names(roots) + (roots.size() == 1 ? " is" : " are")
                    + " changed again and again by something else; next try in " + seconds(longest));
        }
        Set<Key> held = holds.held(keys, now);
        waiting = held.size();
        holds.forget(now);
        return plan.without(held);
    }

    /** Those of the objects that do not only follow another of them. */
    private static List<Resource> roots(Plan plan, Set<Key> among) {
        Set<Integer> theirs = new HashSet<>();
        List<Resource> roots = new ArrayList<>();
        for (Step step : plan.steps()) {
            Resource resource = step.operation().resource();
            if (among.contains(resource.key())) {
                if (step.requires().stream().noneMatch(theirs::contains) && !roots.contains(resource)) {
                    roots.add(resource);
                }
                theirs.add(step.number());
            }
        }
        return roots;
    }

    /**
     * Carries out a plan, and looks what became of it.
     *
     * @param plan what is allowed of the proposal's
     * @param again proposes anew
     * @param pending takes what happened meanwhile and was not looked at
     * @return whether something is left that can be tried at once
     */
    boolean carryOut(Proposal proposal, Plan plan, Supplier<Proposal> again, Set<Topic> pending) {
        ApplyReport report = Executor.execute(plan, kernel, (done, total) -> supervisor.alive());
        report.notes().forEach(log::warning);
        Set<Key> done = keys(report.results().stream()
                .filter(result -> result.outcome() instanceof Outcome.Done)
                .map(ApplyReport.Result::step)
                .toList());
        // What came until now, most of it from ourselves, the next look sees.
        pending.addAll(events.await(Duration.ZERO));
        pending.remove(Topic.HOST);
        Proposal left = again.get();
        for (int look = 1; look < LOOKS && touches(left, done); look++) {
            // What the kernel does on its own after an answer, such as a link's carrier, may take it a moment.
            pending.addAll(events.await(BETWEEN_LOOKS));
            pending.remove(Topic.HOST);
            left = again.get();
        }
        told(proposal, done, keys(left.plan().steps()));
        report.failure().ifPresent(failure -> failed(plan, failure));
        note(left);
        starting = false;
        return left.isSound()
                && !left.plan()
                        .without(holds.held(keys(left.plan().steps()), nanos.getAsLong()))
                        .isEmpty();
    }

    /** For the words of later plans, where it is not what is noted already: each writing wakes whoever watches. */
    private void note(Proposal left) {
        if (!left.isSound() || !left.plan().isEmpty()) {
            return;
        }
        Map<String, String> noted = left.observed().facts().applied();
        Applied.notes(left.desired(), left.observed()).forEach((stack, note) -> {
            if (!note.equals(noted.getOrDefault(stack, ""))) {
                try {
                    kernel.note(stack, note);
                } catch (KernelException e) {
                    log.warning("plans will not know what others change: " + e.getMessage());
                }
            }
        });
    }

    private static boolean touches(Proposal left, Set<Key> done) {
        return left.isSound() && keys(left.plan().steps()).stream().anyMatch(done::contains);
    }

    private void told(Proposal proposal, Set<Key> done, Set<Key> left) {
        long now = nanos.getAsLong();
        Set<Key> repaired = new LinkedHashSet<>(done);
        repaired.removeAll(left);
        if (!starting && !repaired.isEmpty()) {
            holds.repaired(repaired, now);
        }
        if (!repaired.isEmpty()) {
            count++;
            List<Difference> differences = DriftDetector.differences(proposal).stream()
                    .filter(difference ->
                            repaired.contains(difference.resource().key()))
                    .toList();
            List<Resource> resources = proposal.plan().steps().stream()
                    .map(step -> step.operation().resource())
                    .filter(resource -> repaired.contains(resource.key()))
                    .distinct()
                    .toList();
            log.info(RepairText.of(proposal.plan().stacks(), differences, resources));
        }
        Set<Key> vain = new LinkedHashSet<>(done);
        vain.retainAll(left);
        for (Key key : vain) {
            Duration delay = holds.hold(key, now);
            if (holds.failed(key, "in vain", now)) {
                log.error(key + " was repaired, and yet is not as it should be; something else may be changing it;"
                        + " next try in " + seconds(delay));
            }
        }
    }

    private void failed(Plan plan, ApplyReport.Result failure) {
        long now = nanos.getAsLong();
        Resource resource = failure.step().operation().resource();
        KernelException refused = failure.outcome() instanceof Outcome.Failed(KernelException reason) ? reason : null;
        if (refused != null && CAME_AND_WENT.contains(refused.errno()) && holds.isBadLuck(resource.key(), now)) {
            // As a namespace that is going takes its links along only after a while. The next look knows more.
            return;
        }
        // Rules go in one transaction: the one that is named speaks for all.
        Collection<Key> keys = isOfFirewall(resource)
                ? keys(plan.steps().stream()
                        .filter(step -> isOfFirewall(step.operation().resource()))
                        .toList())
                : List.of(resource.key());
        Duration delay = Duration.ZERO;
        for (Key key : keys) {
            delay = holds.hold(key, now);
        }
        String reason = refused == null ? "not done" : String.valueOf(refused.getMessage());
        if (holds.failed(resource.key(), reason, now)) {
            log.error("could not repair " + RepairText.names(List.of(resource)) + ": " + reason + "; next try in "
                    + seconds(delay));
        }
    }

    private static boolean isOfFirewall(Resource resource) {
        return resource instanceof Chain || resource instanceof Rule;
    }

    private static Set<Key> keys(List<Step> steps) {
        return steps.stream()
                .map(step -> step.operation().resource().key())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    OptionalLong nextTry(long now) {
        return holds.next(now);
    }

    /** For the status. */
    String words() {
        String so = waiting == 0 ? "as it should be" : waiting + " left alone for now";
        return so + ", " + (count == 1 ? "1 repair" : count + " repairs");
    }

    private static String seconds(Duration delay) {
        return delay.toSeconds() + " s";
    }
}
