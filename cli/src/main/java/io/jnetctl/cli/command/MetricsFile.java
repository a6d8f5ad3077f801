package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.render.DriftMetrics;
import io.jnetctl.reconciler.drift.Drift;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/**
 * Metrics for the textfile collector of Prometheus' node exporter, which reads all of {@code *.prom} in its directory at any moment: so the
 * file is there whole or as it was, readable by all, and is written beside under a name that the collector passes over.
 */
final class MetricsFile {
    private final String name;
    private final Path path;

    /** @throws Failure when no collector would read a file of that name */
    MetricsFile(String name, Environment environment) {
        this.name = name;
        this.path = environment.directory().resolve(name);
        if (!name.endsWith(".prom")) {
            throw new Failure(
                    "\"" + name + "\" is no name for metrics: the node exporter reads *.prom alone",
                    "name it " + name + ".prom");
        }
    }

    /** @throws Failure when it cannot be written */
    void write(Drift drift) {
        write(DriftMetrics.of(drift, Instant.now()));
    }

    /** Says that a check failed; that it could not be said goes along with the failure itself. */
    void writeFailed(Throwable failure) {
        try {
            write(DriftMetrics.ofFailure(Instant.now()));
        } catch (Failure alsoThis) {
            failure.addSuppressed(alsoThis);
        }
    }

    private void write(String text) {
        try {
            Path directory = path.getParent();
            if (directory == null || Files.isDirectory(path)) {
                throw new IOException("it is a directory");
            }
            Path fresh = Files.createTempFile(directory, ".jnetctl-", ".tmp");
            try {
                Files.writeString(fresh, text);
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            String reason = switch (e) {
                case NoSuchFileException _ -> "no such directory";
                case AccessDeniedException _ -> "permission denied";
                default -> String.valueOf(e.getMessage());
            };
            throw new Failure(
                    "cannot write metrics to " + name + ": " + reason, "its directory must be there, and writable");
        }
    }
}
