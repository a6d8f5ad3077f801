package io.jnetctl.kernel.linux.files;

import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.files.BlockText.Block;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where in a file's text a managed file's lines are, by its role. */
final class FileText {
    private static final String MARK = "# ";

    private FileText() {}

    /** What is ours in a text. */
    record Part(List<String> lines, @Nullable Owner owner) {}

    /** What a file's text has of ours, or a whole environment file of others; null for a text without any of it. */
    static @Nullable Part find(Role role, String text, Set<String> stacks) {
        if (role == Role.ENVIRONMENT) {
            return environment(text);
        }
        Block found = firstOf(BlockText.of(text).blocks(), stacks);
        return found == null ? null : new Part(decoded(found.lines()), found.owner());
    }

    /** The text with the file's lines in it, marked as the owner's. */
    static String with(ManagedFile file, @Nullable ManagedFile before, String text, Owner owner) {
        List<String> lines = encoded(file.lines());
        if (file.role() == Role.ENVIRONMENT) {
            StringBuilder whole = new StringBuilder(MARK).append(owner).append('\n');
            for (String line : lines) {
                whole.append(line).append('\n');
            }
            return whole.toString();
        }
        BlockText blocks = BlockText.of(text);
        Block seen = firstOf(blocks.blocks(), Set.of(owner.stack()));
        if (before != null && seen != null && seen.owner().stack().equals(owner.stack())) {
            // The one that an observation tells of, be it in another container's name: else it would be told of for
            // ever.
            return blocks.replaced(seen, owner, lines).text();
        }
        if (before != null && blocks.ownedBy(owner).isEmpty()) {
            Block old = withLines(blocks.blocks(), encoded(before.lines()));
            if (old != null) {
                return blocks.replaced(old, owner, lines).text();
            }
        }
        return blocks.with(owner, lines).text();
    }

    /** The text without the file's block; empty for an environment file. */
    static String without(ManagedFile file, String text) {
        if (file.role() == Role.ENVIRONMENT) {
            return "";
        }
        BlockText blocks = BlockText.of(text);
        Block block = withLines(blocks.blocks(), encoded(file.lines()));
        return block == null ? text : blocks.without(block).text();
    }

    /** The block that says the same, else the first one, as an observation of the file would have it. */
    private static @Nullable Block withLines(List<Block> blocks, List<String> lines) {
        for (Block block : blocks) {
            if (block.lines().equals(lines)) {
                return block;
            }
        }
        return blocks.isEmpty() ? null : blocks.getFirst();
    }

    private static @Nullable Block firstOf(List<Block> blocks, Set<String> stacks) {
        for (Block block : blocks) {
            if (stacks.contains(block.owner().stack())) {
                return block;
            }
        }
        return blocks.isEmpty() ? null : blocks.getFirst();
    }

    private static Part environment(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            lines.add(text.substring(start, end).replace('\r', ' ').replace('\0', ' '));
            start = end + 1;
        }
        Owner owner = lines.isEmpty() || !lines.getFirst().startsWith(MARK)
                ? null
                : Owner.parse(lines.getFirst().substring(MARK.length())).orElse(null);
        return new Part(decoded(owner == null ? lines : lines.subList(1, lines.size())), owner);
    }

    private static List<String> decoded(List<String> bytes) {
        List<String> lines = new ArrayList<>(bytes.size());
        for (String line : bytes) {
            lines.add(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        }
        return lines;
    }

    private static List<String> encoded(@Nullable List<String> lines) {
        List<String> bytes = new ArrayList<>();
        for (String line : lines == null ? List.<String>of() : lines) {
            bytes.add(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
        return bytes;
    }
}
