package io.jnetctl.cli;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.host.Execution;
import io.jnetctl.cli.host.Guards;
import io.jnetctl.cli.host.Machine;
import io.jnetctl.cli.host.Terminals;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.testing.MemoryKernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A directory, a host in memory, and what a command said. */
final class TestRun implements Machine {
    static final String SHOP = """
            apiVersion: jnetctl/v1
            stack: shop
            networks:
              front: {subnet: 10.10.0.0/24, bridge: br-front, masquerade: false}
            containers:
              web: {networks: [front], links: [db]}
              db: {networks: [front], expose: [5432], environment: {PG: "9"}}
            """;

    final MemoryKernel memory = new MemoryKernel();
    final Map<String, String> variables = new HashMap<>();
    final List<Execution> executions = new ArrayList<>();
    Kernel kernel = memory;
    Guards guards = Guards.NONE;
    Terminals terminals = Terminals.NONE;
    String input = "";
    /** In place of the text, where reading does something. */
    @Nullable InputStream stdin;

    boolean prepared;

    private final Path directory;

    TestRun(Path directory) {
        this.directory = directory;
    }

    /** What a command left behind. */
    record Said(int exitCode, String out, String err) {}

    TestRun with(String file, String text) {
        try {
            Files.writeString(directory.resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Said run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Environment environment = Environment.of(
                        this,
                        directory,
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8))
                .withVariables(variables)
                .withTerminals(terminals)
                .withInput(stdin != null ? stdin : new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        int exitCode = Jnetctl.run(List.of(arguments), environment);
        return new Said(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** For what must work before the test is about anything. */
    TestRun applied() {
        Said said = run("apply", "--yes");
        if (said.exitCode() != 0) {
            throw new AssertionError(said.toString());
        }
        return this;
    }

    @Override
    public Kernel openKernel() {
        return kernel;
    }

    @Override
    public void become(Execution execution) {
        executions.add(execution);
    }

    @Override
    public void prepareSandbox() {
        prepared = true;
    }

    @Override
    public Guards guards() {
        return guards;
    }
}
