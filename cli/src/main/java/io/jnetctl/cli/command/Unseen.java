package io.jnetctl.cli.command;

import java.util.List;

/** The warning of what else decides about packets and was not looked at. */
final class Unseen {
    private Unseen() {}

    static void warn(Session session, List<String> unseen) {
        if (!unseen.isEmpty()) {
            session.warning(
                    "not looked at: " + String.join(", ", unseen),
                    "what stands there may let packets through or stop them all the same");
        }
    }
}
