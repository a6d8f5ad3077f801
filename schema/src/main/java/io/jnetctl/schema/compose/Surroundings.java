package io.jnetctl.schema.compose;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a compose file is read in the light of, besides its own text.
 *
 * @param variables the environment's
 * @param directory the one that relative names of files are relative to, absolute
 * @param files opens {@code .env}, and what {@code env_file}, {@code extends} and {@code include} name
 */
public record Surroundings(Map<String, String> variables, Path directory, FileAccess files) {
    public Surroundings {
        variables = Map.copyOf(variables);
        directory = directory.toAbsolutePath().normalize();
    }

    /** With the files of this host. */
    public static Surroundings of(Map<String, String> variables, Path directory) {
        return new Surroundings(variables, directory, Files::newInputStream);
    }

    /** No variables, and no other files. */
    public static Surroundings none() {
        return new Surroundings(Map.of(), Path.of("/"), file -> {
            throw new NoSuchFileException(file.toString());
        });
    }
}
