package io.jnetctl.schema.compose;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a project is called that has no name: as its folder, else as its file. */
final class ProjectName {
    private static final int LONGEST = 32;

    private ProjectName() {}

    static Optional<String> of(Path folder, String file) {
        String base = Path.of(file).getFileName() == null
                ? ""
                : String.valueOf(Path.of(file).getFileName());
        int dot = base.indexOf('.', 1);
        return Stream.of(String.valueOf(folder.getFileName()), dot < 0 ? base : base.substring(0, dot))
                .map(ProjectName::normalised)
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** Lower-case letters, digits, dashes and underscores, a letter or digit first; cut to a stack's length. */
    static String normalised(String text) {
        String name =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "").replaceFirst("^[_-]+", "");
        return name.substring(0, Math.min(LONGEST, name.length()));
    }
}
