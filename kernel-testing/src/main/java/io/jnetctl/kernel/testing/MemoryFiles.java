package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.ManagedFile;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Files by path, with jnetctl's block or wholly its own. */
final class MemoryFiles {
    private static final String MARK = "# ";

    private final MemoryHost host;
    private final Table<String, HeldFile> files;

    MemoryFiles(MemoryHost host) {
        this.host = host;
        files = new Table<>(host.undo);
    }

    /** A file: its identity, as an inode number, and what is in it. */
    record HeldFile(long id, String text) {}

    /** What jnetctl keeps in a file. */
    record Kept(Owner owner, List<String> lines) {}

    void add(ManagedFile file, Owner owner) {
        String path = file.location().path();
        Optional<HeldFile> before = files.get(path);
        if (kept(file).isPresent() || (isWhole(file) && before.isPresent())) {
            throw Refusal.of("EEXIST", path);
        }
        String text = before.map(HeldFile::text).orElse("");
        write(
                path,
                isWhole(file)
                        ? whole(owner, lines(file))
                        : BlockText.append(text, owner, lines(file)).text());
    }

    /** The whole of it is written, mark and lines, whichever of them was to change. */
    void update(ManagedFile file, Owner owner) {
        String path = file.location().path();
        Kept before = kept(file).orElseThrow(() -> Refusal.of("ENOENT", path));
        List<String> asked = file.lines();
        List<String> newLines = asked == null ? before.lines() : asked;
        String text = files.get(path).orElseThrow().text();
        write(
                path,
                isWhole(file)
                        ? whole(owner, newLines)
                        : BlockText.parse(text)
                                .orElseThrow()
                                .with(owner, newLines)
                                .text());
    }

    void remove(ManagedFile file) {
        String path = file.location().path();
        if (kept(file).isEmpty()) {
            throw Refusal.of("ENOENT", path);
        }
        String rest = isWhole(file)
                ? ""
                : BlockText.parse(files.get(path).orElseThrow().text())
                        .orElseThrow()
                        .textWithoutBlock();
        if (rest.isEmpty() && isInOurDirectory(path)) {
            files.remove(path);
        } else {
            write(path, rest);
        }
    }

    private static boolean isInOurDirectory(String path) {
        return path.startsWith("/etc/netns/") || path.startsWith("/run/jnetctl/");
    }

    private static boolean isWhole(ManagedFile file) {
        return file.role() == ManagedFile.Role.ENVIRONMENT;
    }

    private static List<String> lines(ManagedFile file) {
        List<String> lines = file.lines();
        return lines == null ? List.of() : lines;
    }

    private static String whole(Owner owner, List<String> lines) {
        StringBuilder text = new StringBuilder(MARK).append(owner).append('\n');
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** What jnetctl keeps in the file that is there now. */
    Optional<Kept> kept(ManagedFile file) {
        Optional<String> text = files.get(file.location().path()).map(HeldFile::text);
        return isWhole(file)
                ? text.flatMap(MemoryFiles::parseWhole)
                : text.flatMap(BlockText::parse).map(block -> new Kept(block.owner(), block.lines()));
    }

    private static Optional<Kept> parseWhole(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith(MARK)) {
            return Optional.empty();
        }
        return Owner.parse(lines.getFirst().substring(MARK.length()))
                .map(owner -> new Kept(owner, lines.subList(1, lines.size())));
    }

    /** Writes in place: a file that is there stays the same one. */
    void write(String path, String text) {
        long id = files.get(path).map(HeldFile::id).orElseGet(host::nextIdentity);
        files.put(path, new HeldFile(id, text));
    }

    void delete(String path) {
        files.remove(path);
    }

    Optional<HeldFile> find(String path) {
        return files.get(path);
    }

    SortedMap<String, HeldFile> all() {
        return files.all();
    }

    /** The files below a directory, itself without a closing slash. */
    SortedMap<String, HeldFile> below(String directory) {
        return files.all().subMap(directory + "/", directory + "0");
    }
}
