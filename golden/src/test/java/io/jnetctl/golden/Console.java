package io.jnetctl.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jnetctl.cli.Jnetctl;
import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.host.Machine;
import io.jnetctl.kernel.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The whole command line, in this process.
 *
 * @param kernel opens the kernel that a command works on
 * @param folder where relative names of files lead
 */
public record Console(Supplier<Kernel> kernel, Path folder) {
    /** What a command did. */
    public record Ended(int exit, String out, String err) {
        /** Standard output, and below it standard error where there is any. */
        public String all() {
            return err.isEmpty() ? out : out + "--- standard error\n" + err;
        }
    }

    /** Runs {@code jnetctl} with these arguments. */
    public Ended run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit;
        try (PrintStream outStream = new PrintStream(out, false, UTF_8);
                PrintStream errStream = new PrintStream(err, true, UTF_8)) {
            exit = Jnetctl.run(List.of(arguments), Environment.of(Machine.of(kernel), folder, outStream, errStream));
        }
        return new Ended(exit, out.toString(UTF_8), err.toString(UTF_8));
    }
}
