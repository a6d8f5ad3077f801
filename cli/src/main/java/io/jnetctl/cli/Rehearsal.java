package io.jnetctl.cli;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.host.Execution;
import io.jnetctl.cli.host.Guards;
import io.jnetctl.cli.host.Machine;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.linux.host.PrivateHost;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Runs what a usual start runs, so that the JVM can write down which classes to keep ready in its ahead-of-time cache
 * (JEP 514). The launcher enters here when it has no cache for the Java at hand; nothing on the host is changed.
 */
public final class Rehearsal {
    private static final String MANIFEST = """
            apiVersion: jnetctl/v1
            stack: rehearsal
            networks:
              front: {subnet: 192.0.2.0/24}
            containers:
              web: {networks: [front], links: [db], publish: [80, "8080:80"]}
              db: {networks: [front], expose: [5432], environment: {VERSION: "9"}}
            """;

    private static final List<List<String>> READING = List.of(
            List.of("version"),
            List.of("help"),
            List.of("plan", "-f", "-", "--against", "empty"),
            List.of("plan", "-f", "-", "--against", "empty", "--format", "json"),
            List.of("plan", "-f", "-"),
            List.of("show"),
            List.of("snapshot"));

    /** Only in a host of their own. */
    private static final List<List<String>> CHANGING = List.of(
            List.of("apply", "-f", "-", "--yes"),
            List.of("plan", "-f", "-"),
            List.of("drift", "-f", "-"),
            List.of("env", "rehearsal/web"),
            List.of("port", "rehearsal/web"),
            List.of("can", "web", "db:5432"),
            List.of("exposed"),
            List.of("destroy", "-f", "-", "--yes"));

    private Rehearsal() {}

    public static void main(String[] args) throws Exception {
        READING.forEach(Rehearsal::run);
        try {
            PrivateHost.call(() -> {
                CHANGING.forEach(Rehearsal::run);
                watch();
                return true;
            });
        } catch (RuntimeException withoutRoot) {
            // Who may not make a host of his own cannot apply either, and has nothing to rehearse for it.
        }
    }

    private static void run(List<String> command) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Environment environment = Environment.of(Main.machine(), Path.of(""), nowhere, nowhere)
                .withInput(new ByteArrayInputStream(MANIFEST.getBytes(StandardCharsets.UTF_8)));
        Jnetctl.run(command, environment);
    }

    /** Has a watch repair what is missing at its start, then one thing more, and end. */
    private static void watch() throws IOException {
        Path manifest = Files.writeString(Path.of("/run/rehearsal.yaml"), MANIFEST);
        Watched machine = new Watched(Main.machine());
        PrintStream out = new PrintStream(machine, false, StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().start(machine::endInTime);
        Jnetctl.run(
                List.of("watch", "-f", manifest.toString(), "--interval", "1s"),
                Environment.of(machine, Path.of(""), out, out));
    }

    /** A machine whose watch is told what to do by what it says. */
    private static final class Watched extends OutputStream implements Machine {
        private static final Path HOSTS = Path.of("/etc/netns/rehearsal.web/hosts");
        private static final Duration LONGEST = Duration.ofSeconds(10);

        private final Machine real;
        private volatile Runnable stop = () -> {};
        private int lines;

        Watched(Machine real) {
            this.real = real;
        }

        @Override
        public void write(int letter) throws IOException {
            if (letter == '\n' && ++lines == 1) {
                Files.deleteIfExists(HOSTS);
            } else if (letter == '\n') {
                stop.run();
            }
        }

        /** Also where it has nothing to say. */
        void endInTime() {
            try {
                Thread.sleep(LONGEST);
                stop.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public AutoCloseable catchSignals(Runnable stop, Runnable reload) {
            this.stop = stop;
            return real.catchSignals(stop, reload);
        }

        @Override
        public Kernel openKernel() {
            return real.openKernel();
        }

        @Override
        public Guards guards() {
            return real.guards();
        }

        @Override
        public void become(Execution execution) {
            real.become(execution);
        }

        @Override
        public void prepareSandbox() {
            real.prepareSandbox();
        }
    }
}
