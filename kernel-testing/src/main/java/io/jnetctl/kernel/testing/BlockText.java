package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text with one marked block in it.
 *
 * @param before what stands before the block
 * @param after what stands after it
 */
record BlockText(String before, Owner owner, List<String> lines, String after) {
    private static final String BEGIN = "# begin ";
    private static final String END = "# end ";

    /** Finds the block of a text. */
    static Optional<BlockText> parse(String text) {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        List<String> lines = new ArrayList<>();
        Owner owner = null;
        boolean ended = false;
        for (String line : linesOf(text)) {
            String bare = line.strip();
            if (owner == null && bare.startsWith(BEGIN)) {
                owner = Owner.parse(bare.substring(BEGIN.length())).orElse(null);
                if (owner != null) {
                    continue;
                }
            }
            if (owner == null) {
                before.append(line);
            } else if (ended) {
                after.append(line);
            } else if (bare.equals(END + owner)) {
                ended = true;
            } else {
                lines.add(line.stripTrailing());
            }
        }
        return owner == null || !ended
                ? Optional.empty()
                : Optional.of(new BlockText(before.toString(), owner, List.copyOf(lines), after.toString()));
    }

    /** A text's lines, each with its line break if it has one. */
    private static List<String> linesOf(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }

    /** A block at the end of a text, on a line of its own. */
    static BlockText append(String text, Owner owner, List<String> lines) {
        return new BlockText(text.isEmpty() || text.endsWith("\n") ? text : text + "\n", owner, lines, "");
    }

    BlockText with(Owner newOwner, List<String> newLines) {
        return new BlockText(before, newOwner, newLines, after);
    }

    String text() {
        StringBuilder text = new StringBuilder(before);
        text.append(BEGIN).append(owner).append('\n');
        lines.forEach(line -> text.append(line).append('\n'));
        return text.append(END).append(owner).append('\n').append(after).toString();
    }

    String textWithoutBlock() {
        return before + after;
    }
}
