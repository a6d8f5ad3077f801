package io.jnetctl.kernel.linux.locate;

/**
 * Finds one number in a JSON text: {@code Pid} of the top object's {@code State}. Whatever else is in the text, names, labels and
 * environments of the container's author among it, is stepped over by JSON's own rules, never searched.
 */
final class PidScan {
    private final String text;
    private int at;

    private PidScan(String text) {
        this.text = text;
    }

    /** The number, 0 where there is none. */
    static long statePid(String json) {
        try {
            PidScan scan = new PidScan(json);
            if (scan.enter("State") && scan.enter("Pid")) {
                return scan.number();
            }
            return 0;
        } catch (StringIndexOutOfBoundsException e) {
            // The text ends in the middle.
            return 0;
        }
    }

    /** Steps to the value of a member of the object that begins here; false where there is no such member. */
    private boolean enter(String member) {
        blanks();
        if (text.charAt(at) != '{') {
            return false;
        }
        at++;
        blanks();
        while (text.charAt(at) == '"') {
            int start = at + 1;
            string();
            boolean found = text.substring(start, at - 1).equals(member);
            blanks();
            if (text.charAt(at++) != ':') {
                return false;
            }
            blanks();
            if (found) {
                return true;
            }
            value();
            blanks();
            if (text.charAt(at++) != ',') {
                return false;
            }
            blanks();
        }
        return false;
    }

    /** Steps over a value. Depth is counted, not recursed into: the text may nest as deep as it likes. */
    private void value() {
        int depth = 0;
        do {
            switch (text.charAt(at)) {
                case '"' -> string();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                default -> at++;
            }
        } while (depth > 0 || !isEnd(text.charAt(at)));
    }

    private static boolean isEnd(char c) {
        return c == ',' || c == '}' || c == ']';
    }

    private void string() {
        at++;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void blanks() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private long number() {
        long number = 0;
        int digits = 0;
        while (Character.isDigit(text.charAt(at)) && digits++ < 18) {
            number = number * 10 + Character.digit(text.charAt(at++), 10);
        }
        return number;
    }
}
