package io.jnetctl.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;

/** Programs of the host that a test looks through; they run in the namespaces of the calling thread. */
public final class Programs {
    private Programs() {}

    /** What a program did; its standard error is part of the output. */
    public record Ended(int exit, String out) {}

    public static Ended run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), out);
    }

    /** @throws IllegalStateException when the program fails */
    public static String output(String... command) throws IOException, InterruptedException {
        Ended ended = run(command);
        if (ended.exit() != 0) {
            throw new IllegalStateException(Arrays.toString(command) + ": " + ended);
        }
        return ended.out();
    }
}
