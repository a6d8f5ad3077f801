package io.jnetctl.cli.render;

import io.jnetctl.schema.diagnostic.Quoted;

/** Text in a cell of a table, in GitHub's flavour (GFM 4.10 and 6.1): it reads as it is, whatever is in it. */
final class MarkdownText {
    /** What may begin emphasis, a link, an image, a heading, HTML, an entity, a mention or a strike-through, and the escape itself. */
    private static final String SPECIAL = "\\`*_[]<>&#!~@";

    private MarkdownText() {}

    /** As prose. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        String visible = Quoted.visible(text);
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            switch (c) {
                case '<' -> plain.append("&lt;");
                case '>' -> plain.append("&gt;");
                case '&' -> plain.append("&amp;");
                // A backslash does not hide the sign from those who look for mentions.
                case '@' -> plain.append("&#64;");
                case '|' -> plain.append("\\|");
                default -> {
                    if (SPECIAL.indexOf(c) >= 0) {
                        plain.append('\\');
                    }
                    plain.append(c);
                }
            }
        }
        return plain.toString();
    }

    /** As code, between more backticks than it has in a row. Only the bar is escaped there, by the rules of tables. */
    static String code(String text) {
        String visible = Quoted.visible(text);
        if (visible.isBlank()) {
            return "";
        }
        int longest = 0;
        int run = 0;
        for (int i = 0; i < visible.length(); i++) {
            run = visible.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        String gap = visible.startsWith("`") || visible.endsWith("`") ? " " : "";
        return fence + gap + visible.replace("|", "\\|") + gap + fence;
    }
}
