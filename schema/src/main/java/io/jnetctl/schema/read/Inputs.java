package io.jnetctl.schema.read;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.yaml.Limits;
import io.jnetctl.schema.yaml.YamlDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The texts of what the user names: files, directories, and standard input. */
final class Inputs {
    private static final String STDIN = "-";
    private static final String STDIN_NAME = "<stdin>";

    private final Path directory;
    private final InputStream stdin;
    private final Limits limits;
    private final Diagnostics diagnostics;

    Inputs(Path directory, InputStream stdin, Limits limits, Diagnostics diagnostics) {
        this.directory = directory;
        this.stdin = stdin;
        this.limits = limits;
        this.diagnostics = diagnostics;
    }

    List<SourceText> read(List<String> names) {
        return names.stream().flatMap(name -> read(name).stream()).toList();
    }

    private List<SourceText> read(String name) {
        if (name.equals(STDIN)) {
            return text(STDIN_NAME, () -> stdin).stream().toList();
        }
        try {
            Path path = directory.resolve(name);
            return Files.isDirectory(path)
                    ? directory(name, path)
                    : text(name, () -> Files.newInputStream(path)).stream().toList();
        } catch (InvalidPathException e) {
            diagnostics.error(SourcePos.ofFile(name), Quoted.of(name) + " is not a path", null);
            return List.of();
        }
    }

    private List<SourceText> directory(String name, Path path) {
        List<Path> files;
        try (Stream<Path> entries = Files.list(path)) {
            files = entries.filter(
                            f -> f.toString().endsWith(".yaml") || f.toString().endsWith(".yml"))
                    .filter(f -> !Files.isDirectory(f))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            fail(name, e);
            return List.of();
        }
        if (files.isEmpty()) {
            diagnostics.open(name);
            diagnostics.error(SourcePos.ofFile(name), "no *.yaml or *.yml in this directory", null);
        }
        return files.stream()
                .flatMap(file ->
                        text(Path.of(name).resolve(file.getFileName()).toString(), () -> Files.newInputStream(file))
                                .stream())
                .toList();
    }

    @FunctionalInterface
    private interface Opening {
        InputStream open() throws IOException;
    }

    private Optional<SourceText> text(String name, Opening opening) {
        diagnostics.open(name);
        byte[] bytes;
        try (InputStream in = opening.open()) {
            bytes = in.readNBytes(limits.fileBytes() + 1);
        } catch (IOException e) {
            fail(name, e);
            return Optional.empty();
        }
        if (bytes.length > limits.fileBytes()) {
            diagnostics.error(
                    SourcePos.ofFile(name),
                    "larger than " + (limits.fileBytes() >> 20) + " MiB",
                    "split it into several files");
            return Optional.empty();
        }
        return YamlDocuments.decode(name, bytes, limits, diagnostics);
    }

    private void fail(String name, IOException e) {
        String reason = switch (e) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> "cannot be read: " + e.getMessage();
        };
        diagnostics.error(SourcePos.ofFile(name), reason, null);
    }
}
