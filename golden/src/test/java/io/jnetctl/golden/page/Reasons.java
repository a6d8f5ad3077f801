package io.jnetctl.golden.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a page says in words: sections ({@code == NAME}), their text, and reasons of rules in them.
 *
 * <pre>
 * == filter FORWARD
 * text
 * * -j JNET-USER
 *   reason
 * </pre>
 */
final class Reasons {
    private final SequencedMap<String, Section> sections = new LinkedHashMap<>();

    private Reasons() {}

    /** @param reasons of rules, by the rule's arguments */
    record Section(StringBuilder text, Map<String, String> reasons) {}

    static Reasons read(Path file) throws IOException {
        Reasons read = new Reasons();
        Section section = null;
        String rule = null;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("== ")) {
                section = new Section(new StringBuilder(), new LinkedHashMap<>());
                if (read.sections.put(line.substring(3), section) != null) {
                    throw new IllegalStateException("twice in " + file + ": " + line);
                }
                rule = null;
            } else if (section == null) {
                throw new IllegalStateException(file + " does not begin with a section");
            } else if (line.startsWith("* ")) {
                rule = line.substring(2);
            } else if (rule != null && line.startsWith("  ")) {
                section.reasons().put(rule, line.strip());
            } else {
                section.text().append(line).append('\n');
            }
        }
        return read;
    }

    SequencedMap<String, Section> sections() {
        return sections;
    }
}
