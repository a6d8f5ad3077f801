package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.linux.sys.Beside;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A tool at work: started by an argument vector, given a text, and ended by force when it takes too long. */
final class ToolRun {
    /** What a tool may take at most; it waits for the xtables lock only part of it. */
    private static final int LIMIT_SECONDS = 60;

    /** Of iptables/include/xtables.h. */
    private static final int RESOURCE_PROBLEM = 4;

    private final String name;
    private final Process process;

    private ToolRun(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts it and returns at once, so that several can run side by side. */
    static ToolRun start(List<String> command, @Nullable String input) {
        String name = command.getFirst().substring(command.getFirst().lastIndexOf('/') + 1);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            ToolRun run = new ToolRun(name, process);
            background(name + " limit", run::endWhenLate);
            if (input == null) {
                process.getOutputStream().close();
            } else {
                background(name + " input", () -> run.feed(input));
            }
            return run;
        } catch (IOException e) {
            throw new KernelException("", "run " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    /** Waits for its end; what it printed, errors among it. */
    Result await() {
        try {
            // All bytes survive: nothing that is ours is outside of ASCII, and the rest is only passed on.
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return new Result(name, process.waitFor(), printed);
        } catch (IOException e) {
            throw new KernelException("", name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new KernelException("EINTR", name + ": interrupted", e);
        }
    }

    /** Reads what it prints while others go on, and makes something of it once it has ended. */
    <T> Supplier<T> reading(Function<Result, T> of) {
        return Beside.start(name + " output", () -> of.apply(await()));
    }

    private void endWhenLate() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void feed(String input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // It ended before it had read all; its exit status and its words say why.
        }
    }

    private static void background(String name, Runnable body) {
        Thread.ofPlatform().daemon().name(name).start(body);
    }

    /**
     * @param status its exit status; above 128 for one that was killed
     */
    record Result(String tool, int status, String printed) {
        boolean succeeded() {
            return status == 0;
        }

        /** Whether it gave up waiting for the xtables lock. */
        boolean isLockedOut() {
            return status == RESOURCE_PROBLEM && printed.contains("xtables lock");
        }

        /** What it said, in one line. */
        String words() {
            StringBuilder words = new StringBuilder();
            StringTokenizer lines = new StringTokenizer(printed, "\n");
            while (lines.hasMoreTokens()) {
                String trimmed = lines.nextToken().strip();
                if (!trimmed.isEmpty() && !trimmed.startsWith("Try `") && !trimmed.startsWith("#")) {
                    words.append(words.isEmpty() ? "" : " ").append(trimmed);
                }
            }
            return words.isEmpty() ? tool + " ended with status " + status : words.toString();
        }
    }
}
