package io.jnetctl.cli.command;

import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.artefact.Artefact;
import io.jnetctl.reconciler.artefact.Snapshot;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.read.ReadResult;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jnetctl snapshot}. */
@Command(
        name = "snapshot",
        header = "Print what this host has, so that `plan --against` can plan for it elsewhere and without root.",
        description = {
            "It covers all stacks of the host. For a manifest that attaches to namespaces or sets sysctls, name it:",
            "then it covers those too. It holds the values of link variables."
        },
        footer = {
            "",
            "Examples:",
            "  sudo jnetctl snapshot -o host.json",
            "  sudo jnetctl snapshot -f stack.yaml -o host.json && jnetctl plan -f stack.yaml --against host.json"
        })
public final class SnapshotCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write it to a file that only its owner can read; standard output unless given.")
    private @Nullable String out;

    public SnapshotCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Optional<ReadResult> read = manifests.readIfAny(session);
        Optional<Manifest> manifest = read.map(each -> new Findings(session).require(each));
        Snapshot snapshot;
        try (Kernel kernel = session.openKernel()) {
            snapshot = Snapshot.take(manifest, kernel);
        }
        String text = Artefact.SNAPSHOT.write(VersionCommand.number(), snapshot);
        if (out == null) {
            session.print(text);
        } else {
            new OutputFile(out, session.environment()).write(text);
        }
        return ExitCode.OK;
    }
}
