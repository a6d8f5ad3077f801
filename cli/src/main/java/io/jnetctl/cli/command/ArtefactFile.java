package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.reconciler.artefact.Artefact;
import io.jnetctl.reconciler.artefact.MalformedArtefactException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file that jnetctl wrote. */
final class ArtefactFile {
    private ArtefactFile() {}

    /**
     * @param hint what to do when it is not the file that it should be
     * @throws Failure when it cannot be read, or is not such a file
     */
    static <T extends Record> T read(Artefact<T> artefact, String name, Session session, String hint) {
        Path path = session.environment().directory().resolve(name);
        try {
            return artefact.read(VersionCommand.number(), Files.readString(path));
        } catch (MalformedArtefactException e) {
            throw new Failure(name + ": " + e.getMessage(), hint);
        } catch (CharacterCodingException e) {
            throw new Failure(name + ": it is not text", hint);
        } catch (IOException e) {
            String reason = Files.isDirectory(path) ? "it is a directory" : OutputFile.reason(e);
            throw new Failure("cannot read " + name + ": " + reason, hint);
        }
    }
}
