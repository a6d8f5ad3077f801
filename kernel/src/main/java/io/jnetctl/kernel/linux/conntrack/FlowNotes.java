package io.jnetctl.kernel.linux.conntrack;

import io.jnetctl.kernel.flow.FlowPattern;
import io.jnetctl.kernel.linux.files.RunDirectory;
import io.jnetctl.kernel.linux.files.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which flows are to be ended once a change is made: one pattern a line, written before the change, so that a process that dies
 * between the two leaves word of them. A reboot ends all flows, and the notes with them.
 */
public final class FlowNotes {
    private static final Path FILE = RunDirectory.own("flows");

    private FlowNotes() {}

    /** In the order in which they were noted. */
    public static Set<FlowPattern> read() {
        return lines().stream()
                .map(FlowPattern::parse)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> lines() {
        try {
            return new LinkedHashSet<>(Files.readAllLines(FILE, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void add(Collection<FlowPattern> flows) {
        Set<String> all = new LinkedHashSet<>(lines());
        if (all.addAll(lines(flows))) {
            write(all);
        }
    }

    public static void remove(Collection<FlowPattern> flows) {
        Set<String> all = new LinkedHashSet<>(lines());
        if (all.removeAll(lines(flows))) {
            write(all);
        }
    }

    private static Set<String> lines(Collection<FlowPattern> flows) {
        return flows.stream().map(FlowPattern::toString).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void write(Set<String> all) {
        try {
            if (all.isEmpty()) {
                Files.deleteIfExists(FILE);
                RunDirectory.prune(RunDirectory.PATH);
                return;
            }
            Files.createDirectories(RunDirectory.PATH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WholeFile.write(FILE, String.join("\n", all) + "\n", 0644);
    }
}
