package io.jnetctl.inet;

/** How the parsers of this package read digits and cite what they refuse. */
final class Text {
    private static final int LONGEST_CITATION = 60;

    private Text() {}

    /** The text in double quotes, cut to a readable length, with control characters escaped. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(LONGEST_CITATION).forEach(c -> {
            if (Character.isISOControl(c)) {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append(text.codePointCount(0, text.length()) > LONGEST_CITATION ? "...\"" : "\"")
                .toString();
    }

    /**
     * Reads a decimal number without sign and without leading zeros, or returns -1 when the text is
     * anything else or exceeds the maximum.
     */
    static int decimal(String text, int max) {
        if (text.isEmpty() || text.length() > 9 || (text.length() > 1 && text.charAt(0) == '0')) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value <= max ? value : -1;
    }
}
