package io.jnetctl.schema.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was meant: the nearest by edits, if it is near enough. */
public final class Closest {
    private static final int LONGEST = 64;
    private static final int MOST_CANDIDATES = 500;

    private Closest() {}

    /** "did you mean ...?", or nothing when no candidate is near. */
    public static Optional<String> hint(String written, Collection<String> candidates) {
        return to(written, candidates).map(name -> "did you mean \"" + name + "\"?");
    }

    /** The candidate with the fewest edits, at most one for every three characters; none among too many, nor for a single letter. */
    public static Optional<String> to(String written, Collection<String> candidates) {
        if (written.length() < 2 || written.length() > LONGEST || candidates.size() > MOST_CANDIDATES) {
            return Optional.empty();
        }
        String best = null;
        int fewest = Math.max(1, written.length() / 3) + 1;
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - written.length()) >= fewest) {
                continue;
            }
            int edits = edits(written.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits < fewest) {
                best = candidate;
                fewest = edits;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Optimal string alignment: insertions, deletions, substitutions, and swaps of neighbours. */
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int k = 0; k <= b.length(); k++) {
                if (i == 0 || k == 0) {
                    cost[i][k] = i + k;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(k - 1) ? 0 : 1;
                int least = Math.min(cost[i - 1][k - 1] + change, Math.min(cost[i - 1][k], cost[i][k - 1]) + 1);
                boolean swapped =
                        i > 1 && k > 1 && a.charAt(i - 1) == b.charAt(k - 2) && a.charAt(i - 2) == b.charAt(k - 1);
                cost[i][k] = swapped ? Math.min(least, cost[i - 2][k - 2] + 1) : least;
            }
        }
        return cost[a.length()][b.length()];
    }
}
