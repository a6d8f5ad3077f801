package io.jnetctl.cli;

import io.jnetctl.cli.host.Execution;
import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.host.Guards;
import io.jnetctl.cli.host.Machine;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.linux.host.ContainerEntry;
import io.jnetctl.kernel.linux.host.PrivateHost;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Programs;
import io.jnetctl.kernel.linux.sys.UnixDatagram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The machine that this process runs on. */
final class LinuxMachine implements Machine {
    /** What execvp(3) uses where PATH is not set. */
    private static final String USUAL_PATH = "/bin:/usr/bin";

    private static final int NOT_FOUND = 127;
    private static final int NOT_RUNNABLE = 126;

    private final Supplier<Kernel> kernel;

    LinuxMachine(Supplier<Kernel> kernel) {
        this.kernel = kernel;
    }

    @Override
    public Kernel openKernel() {
        return kernel.get();
    }

    @Override
    public void become(Execution execution) {
        if (!execution.netns().isHost()) {
            ContainerEntry.enter(execution.netns().path(), execution.etc());
        }
        List<String> variables = execution.variables().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
        String name = execution.command().getFirst();
        Optional<ErrnoException> refusal = Optional.empty();
        for (String path : candidates(name, execution.variables().getOrDefault("PATH", USUAL_PATH))) {
            ErrnoException refused = Programs.become(path, execution.command(), variables);
            if (!isMissing(refused)) {
                refusal = Optional.of(refused);
            }
        }
        throw refusal.map(refused -> new Failure(String.valueOf(refused.getMessage()), null, NOT_RUNNABLE))
                .orElseGet(() -> new Failure("no program \"" + name + "\" in the container's PATH", null, NOT_FOUND));
    }

    /** Where execvp(3) looks. */
    private static List<String> candidates(String name, String path) {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            return List.of(name);
        }
        return Arrays.stream(path.split(":", -1))
                .map(directory -> directory.isEmpty() ? "./" + name : directory + "/" + name)
                .toList();
    }

    private static boolean isMissing(ErrnoException refused) {
        return refused.error().equals(Errno.ENOENT) || refused.errno().equals("ENOTDIR");
    }

    @Override
    public void prepareSandbox() {
        try {
            PrivateHost.prepare();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the sandbox: " + e.getMessage(), e);
        }
    }

    @Override
    public Guards guards() {
        return new LinuxGuards(launcherDirectory());
    }

    @Override
    public void send(String socket, String message) {
        UnixDatagram.send(socket, message);
    }

    @Override
    public AutoCloseable catchSignals(Runnable stop, Runnable reload) {
        return Signals.caught(Map.of("TERM", stop, "INT", stop, "HUP", reload));
    }

    @Override
    public Optional<Path> launcherDirectory() {
        try {
            Path jar = Path.of(LinuxMachine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Stream.ofNullable(jar.getParent())
                    .map(lib -> lib.resolveSibling("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("jnetctl")))
                    .findFirst();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
