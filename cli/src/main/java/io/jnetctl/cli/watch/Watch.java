package io.jnetctl.cli.watch;

import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.HostLockedException;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelEvents;
import io.jnetctl.kernel.KernelEvents.Topic;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.read.ReadResult;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Waits for something to happen, looks at the host, and repairs it; until it is told to stop. One thread does all of it.
 *
 * <p>A plan is made without the lock. It is carried out under the lock, and made again there if anything happened since: so most
 * repairs take a single look, and those who wait for the lock do not wait for looks that find nothing.
 */
public final class Watch implements AutoCloseable {
    /** So often it is waited for quiet after a change, at most. */
    private static final int LONGEST_NOISE = 5;

    /** After so many looks on end that found nothing, most of what happens here is no business of ours. */
    private static final int FRUITLESS = 10;

    private static final Duration QUIET_ON_BUSY_HOST = Duration.ofMillis(200);
    private static final Duration LOCK_ROUND = Duration.ofMillis(500);

    private final Kernel kernel;
    private final KernelEvents events;
    private final Manifests manifests;
    private final LockHolder holder;
    private final Timing timing;
    private final LongSupplier nanos;
    private final WatchLog log;
    private final Supervisor supervisor;
    private final Troubles troubles;
    private final Repairs repairs;
    private final Set<Topic> pending = EnumSet.noneOf(Topic.class);
    private Manifest manifest = new Manifest(List.of());
    private long lastLook;
    private long looked;
    private int fruitless;
    private boolean waitsForJournal;
    private volatile boolean stopping;
    private volatile boolean reloading;

    /** @param nanos the time, as {@link System#nanoTime} has it */
    public Watch(
            Kernel kernel,
            Manifests manifests,
            LockHolder holder,
            Timing timing,
            LongSupplier nanos,
            WatchLog log,
            Supervisor supervisor) {
        this.kernel = kernel;
        this.events = kernel.watch();
        this.manifests = manifests;
        this.holder = holder;
        this.timing = timing;
        this.nanos = nanos;
        this.log = log;
        this.supervisor = supervisor;
        this.troubles = new Troubles(log, timing.interval());
        this.repairs = new Repairs(kernel, events, new Holds(timing.interval()), nanos, log, supervisor);
    }

    /** Ends {@link #run} after the repair that is under way. Any thread may call it. */
    public void stop() {
        stopping = true;
        events.wake();
    }

    /** Has the manifests read again, and the host looked at. Any thread may call it. */
    public void reload() {
        reloading = true;
        events.wake();
    }

    /** @param read the manifests, without errors */
    public void run(ReadResult read) {
        adopt(read);
        look();
        supervisor.ready();
        while (!stopping) {
            long nextLook = nextLook();
            listen(nextLook);
            supervisor.alive();
            if (stopping) {
                break;
            }
            boolean due = nextLook - nanos.getAsLong() <= 0;
            boolean asked = reloading;
            reloading = false;
            if (asked) {
                supervisor.reloading();
            }
            if (asked || due || pending.contains(Topic.FILES)) {
                reread(asked);
            }
            if (asked || due || pending.contains(Topic.HOST)) {
                look();
            }
            if (asked) {
                supervisor.ready();
            }
        }
        supervisor.stopping();
    }

    private void listen(long nextLook) {
        if (pending.isEmpty()) {
            Duration look = Duration.ofNanos(Math.max(0, nextLook - nanos.getAsLong()));
            Duration beat = supervisor.untilBeat();
            pending.addAll(events.await(look.compareTo(beat) < 0 ? look : beat));
        }
        Duration quiet = isBusy() && timing.debounce().compareTo(QUIET_ON_BUSY_HOST) < 0
                ? QUIET_ON_BUSY_HOST
                : timing.debounce();
        boolean noisy = !pending.isEmpty();
        for (int i = 0; noisy && i < LONGEST_NOISE && !stopping; i++) {
            Set<Topic> more = events.await(quiet);
            pending.addAll(more);
            noisy = !more.isEmpty();
        }
    }

    /** Where it was quiet for so long since the last look, waiting would spare none. */
    private boolean isBusy() {
        return fruitless >= FRUITLESS && nanos.getAsLong() - looked < QUIET_ON_BUSY_HOST.toNanos();
    }

    /** When a look is due though nothing happened. */
    private long nextLook() {
        long now = nanos.getAsLong();
        long next = lastLook + timing.interval().toNanos();
        next = earlier(next, repairs.nextTry(now).orElse(next));
        return earlier(next, troubles.nextTry().orElse(next));
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    private void reread(boolean asked) {
        pending.remove(Topic.FILES);
        ReadResult read;
        try {
            read = manifests.read();
        } catch (RuntimeException e) {
            troubles.manifestUnreadable(e, asked);
            return;
        }
        troubles.ofManifest(read, asked);
        if (!read.ok()) {
            events.follow(manifests.directories(read));
        } else if (!read.manifest().equals(manifest)) {
            adopt(read);
            log.info("the manifest has changed: " + stacks());
        }
    }

    private void adopt(ReadResult read) {
        manifest = read.manifest();
        repairs.start();
        events.follow(manifests.directories(read));
        pending.add(Topic.HOST);
    }

    private String stacks() {
        Set<String> names = manifest.stacks().stream().map(Stack::name).collect(Collectors.toCollection(TreeSet::new));
        return (names.size() == 1 ? "stack " : "stacks ") + String.join(", ", names);
    }

    private void look() {
        pending.remove(Topic.HOST);
        lastLook = nanos.getAsLong();
        try {
            Proposal proposal = propose();
            fruitless = proposal.plan().isEmpty() ? fruitless + 1 : 0;
            if (troubles.areNone(proposal, nanos.getAsLong())) {
                Plan plan = repairs.allowed(proposal.plan());
                if (!plan.isEmpty()) {
                    repair(proposal, plan);
                }
            }
            supervisor.status(stacks() + ": " + repairs.words());
        } catch (KernelException | UncheckedIOException e) {
            troubles.unseen(e, nanos.getAsLong());
        }
        looked = nanos.getAsLong();
    }

    private Proposal propose() {
        return Reconciler.propose(manifest, kernel);
    }

    private void repair(Proposal seen, Plan plan) {
        try (HostLock lock = lock()) {
            if (lock == null || isBegun()) {
                return;
            }
            Proposal proposal = seen;
            Plan allowed = plan;
            pending.addAll(events.await(Duration.ZERO));
            if (pending.remove(Topic.HOST)) {
                proposal = propose();
                if (!troubles.areNone(proposal, nanos.getAsLong())) {
                    return;
                }
                allowed = repairs.allowed(proposal.plan());
            }
            if (!allowed.isEmpty() && repairs.carryOut(proposal, allowed, this::propose, pending)) {
                // What stays to be done need not wait for another event.
                pending.add(Topic.HOST);
            }
        }
    }

    /** What was cut short, or waits to be confirmed, is for somebody else to end: what is done meanwhile would count as part of it. */
    private boolean isBegun() {
        boolean begun = kernel.journal().read().isPresent();
        if (begun && !waitsForJournal) {
            log.warning("nothing is repaired until what was begun on this host is ended: see `jnetctl recover`");
        }
        waitsForJournal = begun;
        return begun;
    }

    /** Null when it was told to stop meanwhile. */
    private @Nullable HostLock lock() {
        while (!stopping) {
            try {
                return kernel.lock(holder, LOCK_ROUND);
            } catch (HostLockedException e) {
                supervisor.status("waiting for another jnetctl to end"
                        + e.holder().map(other -> ": " + other.command()).orElse(""));
                supervisor.alive();
            }
        }
        return null;
    }

    @Override
    public void close() {
        events.close();
    }
}
