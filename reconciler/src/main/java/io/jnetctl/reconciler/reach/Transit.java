package io.jnetctl.reconciler.reach;

import org.jspecify.annotations.Nullable;

/**
 * A packet at one hook of the host, with all that a rule can ask about it.
 *
 * @param in the link it came by, null for the host's own
 * @param out the link it leaves by, null where that is not known yet or it stays
 * @param mark SO_MARK, as {@code -m mark} sees it
 * @param state what connection tracking makes of it
 * @param reply whether it goes against the connection's direction
 * @param sourceTranslated whether the connection has another source behind the host than before
 * @param destinationTranslated likewise its destination
 * @param bridged whether it goes from port to port of one bridge
 */
record Transit(
        IpPacket packet,
        @Nullable String in,
        @Nullable String out,
        int mark,
        State state,
        boolean reply,
        boolean sourceTranslated,
        boolean destinationTranslated,
        boolean bridged) {
    /** The states of {@code --ctstate}. */
    enum State {
        NEW,
        ESTABLISHED,
        INVALID,
        UNTRACKED
    }

    Transit at(@Nullable String inLink, @Nullable String outLink) {
        return new Transit(
                packet, inLink, outLink, mark, state, reply, sourceTranslated, destinationTranslated, bridged);
    }

    /** From port to port: known from the hook FORWARD on. */
    Transit overBridge() {
        return new Transit(packet, in, out, mark, state, reply, sourceTranslated, destinationTranslated, true);
    }

    Transit with(IpPacket other) {
        return new Transit(other, in, out, mark, state, reply, sourceTranslated, destinationTranslated, bridged);
    }

    Transit marked(int value) {
        return new Transit(packet, in, out, value, state, reply, sourceTranslated, destinationTranslated, bridged);
    }

    Transit in(State other) {
        return new Transit(packet, in, out, mark, other, reply, sourceTranslated, destinationTranslated, bridged);
    }

    Transit translated(boolean source, boolean destination) {
        return new Transit(
                packet,
                in,
                out,
                mark,
                state,
                reply,
                sourceTranslated || source,
                destinationTranslated || destination,
                bridged);
    }
}
