package io.jnetctl.kernel.resource;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Matches and target of a rule. It keeps the text that they make, which is part of a rule's identity and so asked for again and again,
 * of thousands of rules.
 */
public final class Arguments extends AbstractList<String> implements RandomAccess {
    /** In characters, of what most rules say. */
    private static final int USUAL_LENGTH = 96;

    private final List<String> words;
    private @Nullable String text;

    private Arguments(List<String> words) {
        this.words = words;
    }

    /** @throws NullPointerException if one is null */
    public static Arguments of(List<String> words) {
        return words instanceof Arguments arguments ? arguments : new Arguments(List.copyOf(words));
    }

    @Override
    public String get(int index) {
        return words.get(index);
    }

    @Override
    public int size() {
        return words.size();
    }

    /** What rules with these arguments say, in the words of iptables-save. Threads that make it at the same time make the same. */
    public String text() {
        String made = text;
        if (made == null) {
            made = joined();
            text = made;
        }
        return made;
    }

    private String joined() {
        StringBuilder joined = new StringBuilder(USUAL_LENGTH);
        for (String word : words) {
            if (!joined.isEmpty()) {
                joined.append(' ');
            }
            joined.append(Rule.word(word));
        }
        return joined.toString();
    }
}
