package io.jnetctl.inet;

import java.util.Locale;

/** A transport protocol that has ports, in the order in which links and listings name them. */
public enum Protocol {
    TCP(6),
    UDP(17),
    SCTP(132);

    private final int number;
    private final String text = name().toLowerCase(Locale.ROOT);

    Protocol(int number) {
        this.number = number;
    }

    /** The number in the IP header (IANA protocol numbers, linux/in.h). */
    public int number() {
        return number;
    }

    /**
     * Reads a name of any case.
     *
     * @throws IllegalArgumentException when it is none of tcp, udp and sctp
     */
    public static Protocol parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Protocol protocol : values()) {
            if (protocol.text.equals(lower)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException(Text.quote(text) + " is not a protocol: expected tcp, udp or sctp");
    }

    @Override
    public String toString() {
        return text;
    }
}
