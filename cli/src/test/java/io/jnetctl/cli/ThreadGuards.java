package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.host.Execution;
import io.jnetctl.cli.host.Guards;
import io.jnetctl.cli.host.Machine;
import io.jnetctl.kernel.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Guards that are threads, each at a kernel of its own. */
final class ThreadGuards implements Guards {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<Guard> started = new ArrayList<>();
    Kernel kernel;

    ThreadGuards(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public String start() {
        Guard guard = new Guard(kernel);
        started.add(guard);
        guard.thread.start();
        try {
            guard.ready.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Integer.toString(started.size());
    }

    @Override
    public boolean isAlive(String guard) {
        return started.get(Integer.parseInt(guard) - 1).thread.isAlive();
    }

    @Override
    public void becomeOne() {}

    @Override
    public void leave() {}

    int count() {
        return started.size();
    }

    /** What the only guard said in its log, once it has ended; fails when it ends with another code. */
    String ended(int exitCode) throws Exception {
        Guard guard = started.getLast();
        assertTrue(guard.thread.join(LONG), "it goes on");
        String said = guard.said.toString(StandardCharsets.UTF_8);
        assertTrue(guard.exitCode.get() == exitCode, said);
        return said;
    }

    private final class Guard implements Machine {
        final CountDownLatch ready = new CountDownLatch(1);
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        final Thread thread = Thread.ofPlatform().unstarted(this::run);
        private final Kernel own;

        Guard(Kernel own) {
            this.own = own;
        }

        private void run() {
            PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
                @Override
                public void print(String text) {
                    if (text.equals(READY + "\n")) {
                        ready.countDown();
                    }
                }
            };
            exitCode.complete(Jnetctl.run(
                    List.of("guard"),
                    Environment.of(this, Path.of(""), out, new PrintStream(said, true, StandardCharsets.UTF_8))));
            ready.countDown();
        }

        @Override
        public Kernel openKernel() {
            return own;
        }

        @Override
        public void become(Execution execution) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void prepareSandbox() {}

        @Override
        public Guards guards() {
            return ThreadGuards.this;
        }
    }
}
