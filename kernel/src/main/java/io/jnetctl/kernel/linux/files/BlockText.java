package io.jnetctl.kernel.linux.files;

import io.jnetctl.kernel.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text with marked blocks in it. What stands outside the marks is kept byte for byte; the text is handled as one character a byte
 * (ISO 8859-1) for that.
 *
 * <p>A begin mark whose end mark is gone is a block of no lines: what follows it may be the user's by now.
 *
 * @param blocks in the order in which they stand
 */
public record BlockText(String text, List<Block> blocks) {
    private static final String BEGIN = "# begin ";
    private static final String END = "# end ";

    public BlockText {
        blocks = List.copyOf(blocks);
    }

    /**
     * A block and where it is.
     *
     * @param start index of its begin mark
     * @param end index after the line break of its end mark
     */
    public record Block(Owner owner, List<String> lines, int start, int end) {
        public Block {
            lines = List.copyOf(lines);
        }
    }

    public static BlockText of(String text) {
        List<Block> blocks = new ArrayList<>();
        Owner owner = null;
        int begin = 0;
        int afterMark = 0;
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int next = feed < 0 ? text.length() : feed + 1;
            String line = content(text, start, feed < 0 ? text.length() : feed);
            Optional<Owner> opened = mark(line, BEGIN);
            if (opened.isPresent()) {
                if (owner != null) {
                    blocks.add(new Block(owner, List.of(), begin, afterMark));
                }
                owner = opened.get();
                begin = start;
                afterMark = next;
                lines.clear();
            } else if (owner != null) {
                if (mark(line, END).filter(owner::equals).isPresent()) {
                    blocks.add(new Block(owner, lines, begin, next));
                    owner = null;
                } else {
                    lines.add(line);
                }
            }
            start = next;
        }
        if (owner != null) {
            blocks.add(new Block(owner, List.of(), begin, afterMark));
        }
        return new BlockText(text, blocks);
    }

    /** The text with these lines in the owner's block: where it stood, else at the end. Further blocks of that owner go. */
    public BlockText with(Owner owner, List<String> lines) {
        List<Block> own = ownedBy(owner);
        if (own.isEmpty()) {
            return of(closed(text) + block(owner, lines));
        }
        return replaced(own.getFirst(), owner, lines);
    }

    /** The text with a block made another owner's, with other lines. */
    public BlockText replaced(Block block, Owner owner, List<String> lines) {
        StringBuilder changed = new StringBuilder();
        int from = 0;
        for (Block other : blocks) {
            if (other.equals(block)) {
                changed.append(text, from, block.start());
                String before = changed.toString();
                changed.setLength(0);
                changed.append(closed(before)).append(block(owner, lines));
                from = block.end();
            } else if (other.owner().equals(owner) || other.owner().equals(block.owner())) {
                changed.append(text, from, other.start());
                from = other.end();
            }
        }
        return of(changed.append(text, from, text.length()).toString());
    }

    /** The text without that block, and without others of its owner. */
    public BlockText without(Block block) {
        StringBuilder rest = new StringBuilder();
        int from = 0;
        for (Block other : ownedBy(block.owner())) {
            rest.append(text, from, other.start());
            from = other.end();
        }
        return of(rest.append(text, from, text.length()).toString());
    }

    /** The owner's blocks; more than one only where somebody copied it. */
    public List<Block> ownedBy(Owner owner) {
        List<Block> own = new ArrayList<>();
        for (Block block : blocks) {
            if (block.owner().equals(owner)) {
                own.add(block);
            }
        }
        return own;
    }

    private static Optional<Owner> mark(String line, String word) {
        return line.startsWith(word) ? Owner.parse(line.substring(word.length())) : Optional.empty();
    }

    /** A line without a carriage return that an editor left, and without what no line of a managed file can hold. */
    private static String content(String text, int start, int end) {
        int last = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
        return text.substring(start, last).replace('\r', ' ').replace('\0', ' ');
    }

    private static String block(Owner owner, List<String> lines) {
        StringBuilder block = new StringBuilder();
        block.append(BEGIN).append(owner).append('\n');
        for (String line : lines) {
            block.append(line).append('\n');
        }
        return block.append(END).append(owner).append('\n').toString();
    }

    private static String closed(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }
}
