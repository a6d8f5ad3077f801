package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.IpAddress;
import org.jspecify.annotations.Nullable;

/** What a rule does with a packet that it matches. */
sealed interface Target {
    record Accept() implements Target {}

    /** Also with an answer to the sender. */
    record Drop() implements Target {}

    record Return() implements Target {}

    /**
     * To a chain that somebody made.
     *
     * @param comesBack false for {@code -g}
     */
    record Jump(String chain, boolean comesBack) implements Target {}

    /** MARK: the bits of the mask are cleared and the value's flipped. */
    record SetMark(int value, int mask) implements Target {}

    /**
     * DNAT, or REDIRECT without an address.
     *
     * @param port null to keep it
     */
    record TranslateDestination(
            @Nullable IpAddress address, @Nullable Integer port) implements Target {}

    /** SNAT, or MASQUERADE without an address. */
    record TranslateSource(@Nullable IpAddress address) implements Target {}

    /** CT --notrack. */
    record Untrack() implements Target {}

    /** One that decides nothing about where a packet goes, as LOG. */
    record Nothing() implements Target {}

    /** One that is not understood: it may end the packet, or let it go on. */
    record Unknown(String name) implements Target {}
}
