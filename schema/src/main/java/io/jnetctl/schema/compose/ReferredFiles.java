package io.jnetctl.schema.compose;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.yaml.Limits;
import io.jnetctl.schema.yaml.YamlDocuments;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the files that compose files name, and keeps their texts for the excerpts of diagnostics. */
final class ReferredFiles {
    private final Surroundings surroundings;
    private final Limits limits;
    private final Diagnostics diagnostics;
    private final List<SourceText> sources = new ArrayList<>();

    ReferredFiles(Surroundings surroundings, Limits limits, Diagnostics diagnostics) {
        this.surroundings = surroundings;
        this.limits = limits;
        this.diagnostics = diagnostics;
    }

    List<SourceText> sources() {
        return sources;
    }

    /** The absolute folder of a file that is named relative to the working directory. */
    Path folder(String file) {
        Path folder = surroundings.directory().resolve(file).normalize().getParent();
        return folder == null ? surroundings.directory() : folder;
    }

    /** What the user would call a file that another one names. */
    static String beside(String file, String name) {
        try {
            Path folder = Path.of(file).getParent();
            return (folder == null ? Path.of(name) : folder.resolve(name))
                    .normalize()
                    .toString();
        } catch (InvalidPathException e) {
            return name;
        }
    }

    /**
     * The text of a file, or nothing when there is no such file and that is allowed.
     *
     * @param where the file is named, for a complaint
     */
    Optional<SourceText> text(String file, boolean required, SourcePos where) {
        byte[] bytes;
        try (InputStream in =
                surroundings.files().open(surroundings.directory().resolve(file).normalize())) {
            bytes = in.readNBytes(limits.fileBytes() + 1);
        } catch (NoSuchFileException | FileNotFoundException e) {
            if (required) {
                diagnostics.error(where, "there is no file " + Quoted.of(file), null);
            }
            return Optional.empty();
        } catch (IOException | InvalidPathException e) {
            String why = e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
            diagnostics.error(where, "file " + Quoted.of(file) + " cannot be read: " + why, null);
            return Optional.empty();
        }
        if (bytes.length > limits.fileBytes()) {
            diagnostics.error(where, "file " + Quoted.of(file) + " is too large", "it may have 8 MiB");
            return Optional.empty();
        }
        diagnostics.open(file);
        Optional<SourceText> text = YamlDocuments.decode(file, bytes, limits, diagnostics);
        text.filter(t -> sources.stream().noneMatch(s -> s.file().equals(file))).ifPresent(sources::add);
        return text;
    }

    /** The first document of another compose file. */
    Optional<Mapping> document(String file, SourcePos where) {
        Optional<SourceText> text = text(file, true, where);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<YamlNode> document =
                YamlDocuments.read(text.get(), limits, diagnostics).stream().findFirst();
        if (document.isPresent() && document.get() instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        if (!diagnostics.hasErrors(file)) {
            diagnostics.error(where, "file " + Quoted.of(file) + " is no compose file", null);
        }
        return Optional.empty();
    }
}
