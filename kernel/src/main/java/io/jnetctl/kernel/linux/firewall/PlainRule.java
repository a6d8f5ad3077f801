package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Arguments;
import org.jspecify.annotations.Nullable;

/** Rules as iptables-save prints nearly all of ours: only the comment is quoted. They are read without being taken apart. */
final class PlainRule {
    private static final String OPTION = "--comment";
    private static final String COMMENT = "-m comment " + OPTION + " \"";

    private PlainRule() {}

    /**
     * Null for a rule of any other form, and for one that is not ours.
     *
     * @param specification all that follows {@code -A CHAIN }
     */
    static @Nullable SavedRule of(String specification) {
        int at = specification.indexOf(COMMENT);
        int from = at + COMMENT.length();
        int close = at < 0 ? -1 : specification.indexOf('"', from);
        int next = close + 1;
        if (close < 0 || !isBlank(specification, at - 1) || !isBlank(specification, next)) {
            return null;
        }
        String said = without(specification, at, next);
        String comment = specification.substring(from, close);
        if (said.contains(OPTION) || comment.indexOf('\\') >= 0 || !isPlain(said)) {
            return null;
        }
        Owner owner = Owner.parse(comment).orElse(null);
        return owner == null
                ? null
                : new SavedRule(specification, owner, Arguments.ofPlain(said), Arguments.plainTarget(said));
    }

    /** Whether the text has a blank there, or no longer is. */
    private static boolean isBlank(String text, int at) {
        return at < 0 || at >= text.length() || text.charAt(at) == ' ';
    }

    private static String without(String text, int start, int end) {
        if (end >= text.length()) {
            return text.substring(0, Math.max(0, start - 1));
        }
        return text.substring(0, start) + text.substring(end + 1);
    }

    /** Whether words without quotes are all there is, one blank between them. */
    private static boolean isPlain(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'' || c == '\\' || (c == ' ' && before == ' ') || Character.isISOControl(c)) {
                return false;
            }
            before = c;
        }
        return before != ' ';
    }
}
