package io.jnetctl.cli;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.host.Execution;
import io.jnetctl.cli.host.Guards;
import io.jnetctl.cli.host.Machine;
import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.HostJournal;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelEvents;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.survey.Survey;
import io.jnetctl.kernel.testing.MemoryEvents;
import io.jnetctl.kernel.testing.MemoryKernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A watch over a host in memory. Its time passes only while the watch waits, and what others do happens at a time that the test says; so
 * minutes take no time, and every run is the same.
 */
final class WatchRun implements Machine {
    final MemoryKernel memory = new MemoryKernel();
    final Map<String, String> variables = new HashMap<>();
    /** What was told the service manager, with its socket in front. */
    final List<String> notices = new ArrayList<>();
    /** The operations that were carried out. */
    final List<Operation> operations = new ArrayList<>();
    /** Those that the kernel refuses. */
    Predicate<Operation> refused = operation -> false;

    Runnable stop = () -> {};
    Runnable reload = () -> {};

    private final Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PriorityQueue<Deed> script = new PriorityQueue<>();
    private long now = Duration.ofDays(1).toNanos();
    private final long start = now;
    private int deeds;

    WatchRun(Path directory) {
        this.directory = directory;
    }

    private record Deed(long time, int number, Runnable what) implements Comparable<Deed> {
        @Override
        public int compareTo(Deed other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Integer.compare(number, other.number);
        }
    }

    WatchRun with(String file, String text) {
        try {
            Files.writeString(directory.resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has something happen so many milliseconds after the start. */
    WatchRun at(long millis, Runnable what) {
        script.add(new Deed(start + Duration.ofMillis(millis).toNanos(), deeds++, what));
        return this;
    }

    /** Runs until all has happened, and a while longer. */
    int run(String... arguments) {
        long end = script.stream().mapToLong(Deed::time).max().orElse(start)
                + Duration.ofSeconds(1).toNanos();
        script.add(new Deed(end, deeds++, () -> stop.run()));
        List<String> words = new ArrayList<>(List.of("watch"));
        words.addAll(List.of(arguments));
        Environment environment = Environment.of(
                        this,
                        directory,
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8))
                .withVariables(variables);
        return Jnetctl.run(words, environment);
    }

    /** The lines on standard output so far. */
    List<String> said() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** The lines on standard error so far. */
    List<String> complained() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Milliseconds since the start. */
    long millis() {
        return Duration.ofNanos(now - start).toMillis();
    }

    @Override
    public Guards guards() {
        return Guards.NONE;
    }

    @Override
    public Kernel openKernel() {
        return new ScriptedKernel();
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void send(String socket, String message) {
        notices.add(socket + " " + message);
    }

    @Override
    public AutoCloseable catchSignals(Runnable stopping, Runnable reloading) {
        stop = stopping;
        reload = reloading;
        return () -> {};
    }

    @Override
    public void become(Execution execution) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void prepareSandbox() {
        throw new UnsupportedOperationException();
    }

    /** Lets time pass and what is due happen. */
    private final class ScriptedEvents implements KernelEvents {
        private final MemoryEvents events = memory.watch();

        @Override
        public void follow(Set<Path> directories) {
            events.follow(directories);
        }

        @Override
        public Set<Topic> await(Duration timeout) {
            long end = now + timeout.toNanos();
            Set<Topic> topics = events.await(Duration.ZERO);
            while (topics.isEmpty() && !script.isEmpty() && script.element().time() <= end) {
                Deed next = script.remove();
                now = Math.max(now, next.time());
                next.what().run();
                topics = events.await(Duration.ZERO);
                if (topics.isEmpty()) {
                    return topics; // it may have been a signal
                }
            }
            now = topics.isEmpty() ? end : now;
            return topics;
        }

        @Override
        public void wake() {
            events.wake();
        }

        @Override
        public void close() {
            events.close();
        }
    }

    private final class ScriptedKernel implements Kernel {
        @Override
        public AttachedNetns locate(AttachTarget target) {
            return memory.locate(target);
        }

        @Override
        public Observed observe(Scope scope) {
            return memory.observe(scope);
        }

        @Override
        public Survey survey() {
            return memory.survey();
        }

        @Override
        public List<Outcome> execute(List<Operation> all) {
            List<Outcome> outcomes = new ArrayList<>();
            boolean failed = false;
            for (Operation operation : all) {
                if (failed) {
                    outcomes.add(Outcome.NOT_RUN);
                } else if (refused.test(operation)) {
                    failed = true;
                    outcomes.add(new Outcome.Failed(new KernelException("ENOBUFS", "made to fail (ENOBUFS)")));
                } else {
                    operations.add(operation);
                    outcomes.addAll(memory.execute(List.of(operation)));
                    failed = !(outcomes.getLast() instanceof Outcome.Done);
                }
            }
            return outcomes;
        }

        @Override
        public HostLock lock(LockHolder holder, Duration timeout) {
            return memory.lock(holder, timeout);
        }

        @Override
        public void note(String stack, String note) {
            memory.note(stack, note);
        }

        @Override
        public HostJournal journal() {
            return memory.journal();
        }

        @Override
        public KernelEvents watch() {
            return new ScriptedEvents();
        }

        @Override
        public void close() {}
    }
}
