package io.jnetctl.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Finds the command among the arguments before they are parsed. The launcher does the same to know a sandbox. */
final class CommandWord {
    private CommandWord() {}

    /** The first word that is neither an option nor an option's value. */
    static Optional<String> of(List<String> arguments) {
        Iterator<String> words = arguments.iterator();
        while (words.hasNext()) {
            String word = words.next();
            if (word.equals("--color") && words.hasNext()) {
                words.next();
            } else if (!word.startsWith("-")) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }
}
