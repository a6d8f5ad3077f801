package io.jnetctl.schema.diagnostic;

/** Text of a manifest as messages cite it: short, on one line, and harmless to a terminal. */
public final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    /** In double quotes, cut to a readable length, control characters escaped. */
    public static String of(String text) {
        boolean cut = text.codePointCount(0, text.length()) > LONGEST;
        String shown = cut ? text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "..." : text;
        return "\"" + visible(shown) + "\"";
    }

    /** The same text, with each control or formatting character as an escape, and tabs as a space. */
    public static String visible(String text) {
        return isPlain(text) ? text : escaped(text);
    }

    /** A loop, since each cell of thousands of lines comes by here. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (c == '\t') {
                visible.append(' ');
            } else if (Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE) {
                visible.append("\\u%04x".formatted(c));
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }
}
