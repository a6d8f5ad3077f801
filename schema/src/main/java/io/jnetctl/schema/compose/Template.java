package io.jnetctl.schema.compose;

import io.jnetctl.schema.diagnostic.Quoted;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Text with variables: {@code $X}, {@code ${X}}, {@code ${X:-else}}, {@code ${X:?message}}, {@code
 * ${X:+instead}}, each without the colon for "unset" in place of "unset or empty", and {@code $$}.
 */
final class Template {
    private static final int DEPTH = 32;
    private static final int LONGEST = 1 << 20;

    private final Variables variables;
    private final Consumer<String> unset;
    private final boolean lenient;

    private Template(Variables variables, Consumer<String> unset, boolean lenient) {
        this.variables = variables;
        this.unset = unset;
        this.lenient = lenient;
    }

    /**
     * The text with all variables replaced.
     *
     * @param unset told the name of each variable that has no value and no default
     * @throws IllegalArgumentException when the text is no template, or a variable that must be set is not
     */
    static String expand(String text, Variables variables, Consumer<String> unset) {
        return new Template(variables, unset, false).expand(text, 0);
    }

    /** The same for files of variables, where what is no variable stays as it is. */
    static String expandLeniently(String text, Variables variables) {
        return new Template(variables, name -> {}, true).expand(text, 0);
    }

    private String expand(String text, int depth) {
        if (depth > DEPTH) {
            throw new IllegalArgumentException("variables are nested more than " + DEPTH + " levels deep");
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '$') {
                out.append(c);
                at++;
            } else if (text.startsWith("$$", at)) {
                out.append('$');
                at += 2;
            } else if (text.startsWith("${", at)) {
                int end = closing(text, at + 1);
                out.append(end < 0 ? unclosed(text.substring(at)) : braced(text.substring(at + 2, end), depth));
                at = end < 0 ? text.length() : end + 1;
            } else {
                int end = nameEnd(text, at + 1);
                if (end > at + 1) {
                    out.append(plain(text.substring(at + 1, end)));
                } else if (lenient) {
                    out.append(c);
                    end = at + 1;
                } else {
                    throw new IllegalArgumentException(Quoted.of(text) + " has a $ that starts no variable");
                }
                at = end;
            }
            if (out.length() > LONGEST) {
                throw new IllegalArgumentException("variables make a value of more than " + LONGEST + " characters");
            }
        }
        return out.toString();
    }

    private String unclosed(String text) {
        if (lenient) {
            return text;
        }
        throw new IllegalArgumentException("the brace of " + Quoted.of(text) + " is not closed");
    }

    private String plain(String name) {
        return variables.get(name).orElseGet(() -> {
            unset.accept(name);
            return "";
        });
    }

    private String braced(String inside, int depth) {
        int end = nameEnd(inside, 0);
        String name = inside.substring(0, end);
        if (end == 0) {
            throw new IllegalArgumentException("${" + inside + "} names no variable");
        }
        if (end == inside.length()) {
            return plain(name);
        }
        boolean emptyCounts = inside.charAt(end) == ':';
        int operator = emptyCounts ? end + 1 : end;
        String argument = operator < inside.length() ? inside.substring(operator + 1) : "";
        Optional<String> value = variables.get(name).filter(v -> !emptyCounts || !v.isEmpty());
        return switch (operator < inside.length() ? inside.charAt(operator) : ' ') {
            case '-' -> value.isPresent() ? value.get() : expand(argument, depth + 1);
            case '+' -> value.isPresent() ? expand(argument, depth + 1) : "";
            case '?' -> {
                if (value.isEmpty()) {
                    String message = expand(argument, depth + 1);
                    throw new IllegalArgumentException(
                            "variable " + name + " is required" + (message.isEmpty() ? "" : ": " + message));
                }
                yield value.get();
            }
            default ->
                throw new IllegalArgumentException(Quoted.of("${" + inside + "}")
                        + " is not a variable: expected :-, -, :?, ?, :+ or + after the name");
        };
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isNamePart(text.charAt(end), end > start)) {
            end++;
        }
        return end;
    }

    private static boolean isNamePart(char c, boolean further) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || c == '_' || (further && c >= '0' && c <= '9');
    }

    /** Where the brace at that place closes, -1 when it does not. */
    private static int closing(String text, int open) {
        int braces = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                braces++;
            } else if (text.charAt(i) == '}' && --braces == 0) {
                return i;
            }
        }
        return -1;
    }
}
