package io.jnetctl.kernel.resource;

import io.jnetctl.inet.Family;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Matches and target of a rule. It keeps the text that they make and the label of the rule, which are its identity and so asked for again
 * and again, of thousands of rules.
 */
public final class Arguments extends AbstractList<String> implements RandomAccess {
    /** In characters, of what most rules say. */
    private static final int USUAL_LENGTH = 96;

    /** Null until they are asked for, where there is the text. */
    private @Nullable List<String> words;

    private @Nullable String text;
    private @Nullable Labelled labelled;
    private @Nullable Object meaning;

    /** Empty where there is none. */
    private @Nullable String target;

    /** How a rule is called that has the arguments in that chain; nearly always there is no other. */
    private record Labelled(Family family, String table, String chain, String place, String label) {
        boolean isIn(Family otherFamily, String otherTable, String otherChain) {
            return family == otherFamily && chain.equals(otherChain) && table.equals(otherTable);
        }
    }

    private Arguments(@Nullable List<String> words, @Nullable String text) {
        this.words = words;
        this.text = text;
    }

    /** @throws NullPointerException if one is null */
    public static Arguments of(List<String> words) {
        return words instanceof Arguments arguments ? arguments : new Arguments(List.copyOf(words), null);
    }

    /** Those that a text says in which nothing is quoted and one blank is between the words: they are taken apart when somebody asks. */
    public static Arguments ofPlain(String text) {
        return new Arguments(null, text);
    }

    /** The same, with what they mean to whoever wrote them. */
    public static Arguments ofPlain(String text, Object meaning) {
        Arguments arguments = ofPlain(text);
        arguments.meaning = meaning;
        return arguments;
    }

    /** What they are known to mean, or null: nothing is compared by it. */
    public @Nullable Object meaning() {
        return meaning;
    }

    /** The chain or verdict that they end in, or null. */
    @Nullable String target() {
        String found = target;
        if (found == null) {
            String last = words == null ? plainTarget(text()) : Rule.target(words());
            found = last == null ? "" : last;
            target = found;
        }
        return found.isEmpty() ? null : found;
    }

    /** The chain or verdict that a rule ends in, of which no word is quoted; or empty. */
    public static String plainTarget(String text) {
        int at = Math.max(lastOption(text, "-j "), lastOption(text, "-g "));
        int end = at < 0 ? -1 : text.indexOf(' ', at + 3);
        return at < 0 ? "" : text.substring(at + 3, end < 0 ? text.length() : end);
    }

    private static int lastOption(String text, String option) {
        int at = text.lastIndexOf(option);
        while (at > 0 && text.charAt(at - 1) != ' ') {
            at = text.lastIndexOf(option, at - 1);
        }
        return at;
    }

    /** Whether each of them can stand in a rule that is written. */
    public boolean areWritable() {
        return words == null || words.stream().allMatch(Rule::isArgument);
    }

    private List<String> words() {
        List<String> known = words;
        if (known == null) {
            known = List.of(text().split(" ", -1));
            words = known;
        }
        return known;
    }

    @Override
    public String get(int index) {
        return words().get(index);
    }

    @Override
    public int size() {
        return words().size();
    }

    @Override
    public int indexOf(Object word) {
        return words().indexOf(word);
    }

    @Override
    public boolean contains(Object word) {
        return words().contains(word);
    }

    @Override
    public Iterator<String> iterator() {
        return words().iterator();
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

    /** The label of the rule that has them in that chain. */
    String label(Family family, String table, String chain) {
        return labelled(family, table, chain).label;
    }

    /** The label of the chain, as it begins that of the rule. */
    String place(Family family, String table, String chain) {
        return labelled(family, table, chain).place;
    }

    private Labelled labelled(Family family, String table, String chain) {
        Labelled made = labelled;
        if (made == null || !made.isIn(family, table, chain)) {
            String place = Chain.label(family, table, chain);
            made = new Labelled(family, table, chain, place, place + " " + text());
            labelled = made;
        }
        return made;
    }

    private String joined() {
        StringBuilder joined = new StringBuilder(USUAL_LENGTH);
        for (String word : words()) {
            if (!joined.isEmpty()) {
                joined.append(' ');
            }
            joined.append(Rule.word(word));
        }
        return joined.toString();
    }
}
