package io.jnetctl.schema.compose;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.diagnostic.SourceText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file of variables: {@code NAME=VALUE}, {@code NAME='VALUE'}, {@code NAME="VALUE"}, comments. */
final class DotEnv {
    private static final Pattern NAME = Pattern.compile("(?:export[ \\t]+)?([a-zA-Z0-9_.-]+)[ \\t]*(=|:[ \\t]|:$|$)");
    private static final long ALL_TEXT = 16L << 20;
    private static final Pattern COMMENT = Pattern.compile("(^|[ \\t])#.*");

    private final SourceText source;
    private final Variables variables;
    private final boolean raw;
    private final Diagnostics diagnostics;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final String[] lines;
    private int next;
    private long characters;

    private DotEnv(SourceText source, Variables variables, boolean raw, Diagnostics diagnostics) {
        this.source = source;
        this.variables = variables;
        this.raw = raw;
        this.diagnostics = diagnostics;
        this.lines = source.text().split("\\R", -1);
    }

    /**
     * The variables that the file sets.
     *
     * @param variables for those that values refer to, and for names that stand without a value
     * @param raw take values to the end of the line as they are
     */
    static Map<String, String> read(SourceText source, Variables variables, boolean raw, Diagnostics diagnostics) {
        return new DotEnv(source, variables, raw, diagnostics).read();
    }

    private Map<String, String> read() {
        while (next < lines.length) {
            String line = lines[next++];
            String stripped = line.strip();
            if (!stripped.isEmpty() && stripped.charAt(0) != '#') {
                line(line);
            }
        }
        return values;
    }

    private void line(String line) {
        int indent = line.length() - line.stripLeading().length();
        Matcher name = NAME.matcher(line).region(indent, line.stripTrailing().length());
        if (!name.lookingAt()) {
            diagnostics.error(
                    new SourcePos(source.file(), next, indent + 1),
                    Quoted.of(line.strip()) + " sets no variable",
                    "write NAME=VALUE; a value of several lines goes into quotes");
            return;
        }
        String key = name.group(1);
        String value = line.substring(name.end()).strip();
        if (name.group(2).isEmpty()) {
            variables.get(key).ifPresent(inherited -> values.put(key, inherited));
        } else if (raw) {
            values.put(key, line.substring(name.end()));
        } else if (value.startsWith("'") || value.startsWith("\"")) {
            quoted(value).ifPresent(text -> values.put(key, text));
        } else {
            values.put(key, expanded(COMMENT.matcher(value).replaceFirst("").strip()));
        }
    }

    /** To the closing quote, on this line or a later one. */
    private Optional<String> quoted(String start) {
        int line = next;
        char quote = start.charAt(0);
        StringBuilder text = new StringBuilder(start.substring(1));
        int from = 0;
        while (true) {
            int end = closing(text, quote, from);
            if (end >= 0) {
                String inside = text.substring(0, end);
                return Optional.of(quote == '\'' ? inside : unescaped(expanded(escapedDollars(inside))));
            }
            if (next == lines.length) {
                diagnostics.error(
                        new SourcePos(source.file(), line, 1), "the quote " + quote + " is not closed", "close it");
                return Optional.empty();
            }
            from = text.length();
            text.append('\n').append(lines[next++]);
        }
    }

    private static int closing(StringBuilder text, char quote, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && quote == '"') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i;
            }
        }
        return -1;
    }

    private static String escapedDollars(String text) {
        return text.replace("\\$", "$$");
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case '"', '\\' -> out.append(escaped);
                default -> out.append(c).append(escaped);
            }
        }
        return out.toString();
    }

    private String expanded(String text) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        try {
            // What the file sets itself comes after the environment, as for those who read the result.
            String expanded = Template.expandLeniently(text, variables.orElse(values));
            characters += expanded.length();
            if (characters > ALL_TEXT) {
                throw new IllegalArgumentException("variables make more than " + ALL_TEXT + " characters of this file");
            }
            return expanded;
        } catch (IllegalArgumentException e) {
            diagnostics.error(new SourcePos(source.file(), next, 1), String.valueOf(e.getMessage()), null);
            return "";
        }
    }
}
