package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Asks before anything changes. */
final class Confirmation {
    @Option(
            names = {"-y", "--yes", "--auto-approve"},
            description = "Do not ask.")
    private boolean yes;

    /** Whether there will be no question. */
    boolean isGiven() {
        return yes;
    }

    /**
     * Returns whether to go on.
     *
     * @throws Failure when there is nobody to ask
     */
    boolean given(Session session, String question) {
        if (yes) {
            return true;
        }
        if (!session.environment().terminals().in()) {
            throw new Failure(
                    "nothing was changed: there is no terminal to ask at", "pass --yes to go on without a question");
        }
        session.print("\n" + question + " Only \"yes\" is accepted: ");
        session.environment().out().flush();
        if (answer(session).equals("yes")) {
            session.println("");
            return true;
        }
        session.println("Nothing was changed.");
        return false;
    }

    private static String answer(Session session) {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(session.environment().in(), StandardCharsets.UTF_8));
        try {
            String line = in.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the answer", e);
        }
    }
}
