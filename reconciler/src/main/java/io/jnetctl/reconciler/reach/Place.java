package io.jnetctl.reconciler.reach;

import io.jnetctl.kernel.Netns;

/** Where a packet begins or ends. */
sealed interface Place {
    /** A process of the host or of a container. */
    record In(Netns netns) implements Place {}

    /**
     * Somebody behind a link of the host.
     *
     * @param link by which they come in and are reached
     */
    record Beyond(String link) implements Place {}

    Place HOST = new In(Netns.HOST);
}
