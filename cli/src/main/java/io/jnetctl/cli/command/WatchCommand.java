package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.host.Machine;
import io.jnetctl.cli.watch.Manifests;
import io.jnetctl.cli.watch.Supervisor;
import io.jnetctl.cli.watch.Timing;
import io.jnetctl.cli.watch.Watch;
import io.jnetctl.cli.watch.WatchLog;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.read.ReadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jnetctl watch}. */
@Command(
        name = "watch",
        header = "Keep this host as its manifests say: repair what others change, until it is ended.",
        description = {
            "",
            "Repairs what differs at the start, then whatever is changed, as soon as it is, and says so in one line. Nothing is",
            "asked. What somebody else changes again and again is left alone for longer and longer. A manifest that is edited is",
            "read again; as long as it has errors, the one before it stays in force.",
            "SIGHUP reads the manifests again and looks at the host; SIGTERM and SIGINT end it, after the repair under way."
        },
        footer = {
            "",
            "Examples:",
            "  sudo jnetctl watch",
            "  sudo jnetctl watch -f /etc/jnetctl --interval 1m",
            "  systemctl enable --now jnetctl-watch             (its unit is in systemd/ of the distribution)",
            "",
            "Exit codes: 0 ended by a signal, 1 an error at the start."
        })
public final class WatchCommand implements Callable<Integer> {
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_DEBOUNCE = Duration.ofSeconds(10);

    private final Session session;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = DurationOption.class,
            description = {
                "Look at the host after so much time though nothing was told of, such as 30s or 1h; ${DEFAULT-VALUE} unless given.",
                "What cannot be repaired is tried again after so much time at the latest."
            })
    private Duration interval = Duration.ofMinutes(5);

    @Option(
            names = "--debounce",
            paramLabel = "TIME",
            defaultValue = "20ms",
            converter = DurationOption.class,
            description =
                    "How long it must be quiet after a change before it is repaired; ${DEFAULT-VALUE} unless given.")
    private Duration debounce = Duration.ofMillis(20);

    @Spec
    private @Nullable CommandSpec command;

    public WatchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        check();
        ReadResult read = manifests.read(session);
        new Findings(session).require(read);
        Environment environment = session.environment();
        Machine machine = environment.machine();
        boolean forJournal =
                environment.has("JOURNAL_STREAM") && !environment.terminals().err();
        try (Kernel kernel = session.openKernel();
                Watch watch = new Watch(
                        kernel,
                        new ManifestFiles(),
                        LockOptions.holder(session, command),
                        new Timing(interval, debounce),
                        machine::nanoTime,
                        new WatchLog(environment.out(), environment.err(), forJournal),
                        Supervisor.of(
                                environment.variables(),
                                ProcessHandle.current().pid(),
                                machine::send,
                                machine::nanoTime));
                AutoCloseable _ = machine.catchSignals(watch::stop, watch::reload)) {
            watch.run(read);
        }
        return ExitCode.OK;
    }

    private void check() {
        if (manifests.names(session).contains("-")) {
            throw new Failure("standard input can be read only once: -f - does not go with watch", "name a file");
        }
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new Failure("--interval must be at least 1s", null);
        }
        if (debounce.compareTo(LONGEST_DEBOUNCE) > 0) {
            throw new Failure("--debounce must be at most 10s", null);
        }
    }

    /** Those that the options name, read each time anew. */
    private final class ManifestFiles implements Manifests {
        @Override
        public ReadResult read() {
            return manifests.read(session);
        }

        /** A file's own, and that of the file that it is a link to. */
        @Override
        public Set<Path> directories(ReadResult read) {
            List<String> names = new ArrayList<>(manifests.names(session));
            read.sources().stream().map(SourceText::file).forEach(names::add);
            Set<Path> directories = new LinkedHashSet<>();
            for (String name : names) {
                Path file = session.environment().directory().resolve(name);
                if (Files.isDirectory(file)) {
                    directories.add(file);
                } else {
                    add(file, directories);
                    try {
                        add(file.toRealPath(), directories);
                    } catch (IOException e) {
                        // It is not there now; where it will be is followed.
                    }
                }
            }
            return directories;
        }

        private static void add(Path file, Set<Path> directories) {
            Path directory = file.getParent();
            if (directory != null) {
                directories.add(directory);
            }
        }
    }
}
