package io.jnetctl.inet;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A port of a protocol, printed as "5432/tcp". Ordered tcp before udp before sctp, then by number.
 *
 * @param number 1 to 65535
 */
public record Port(int number, Protocol protocol) implements Comparable<Port> {
    /** The highest port number. */
    public static final int MAX = 65535;

    private static final Comparator<Port> ORDER =
            Comparator.comparing(Port::protocol).thenComparingInt(Port::number);

    public Port {
        if (number < 1 || number > MAX) {
            throw new IllegalArgumentException("port " + number + " is out of range: expected 1 to 65535");
        }
    }

    /**
     * Reads "5432", which is tcp, or "5432/udp".
     *
     * @throws IllegalArgumentException when the text is not a port
     */
    public static Port parse(String text) {
        int slash = text.indexOf('/');
        String number = slash < 0 ? text : text.substring(0, slash);
        Protocol protocol = slash < 0 ? Protocol.TCP : Protocol.parse(text.substring(slash + 1));
        return new Port(parseNumber(number), protocol);
    }

    /**
     * Reads a port number alone.
     *
     * @throws IllegalArgumentException when the text is not a number from 1 to 65535
     */
    public static int parseNumber(String text) {
        int value = Text.decimal(text, MAX);
        if (value < 1) {
            throw new IllegalArgumentException(
                    Text.quote(text) + " is not a port: expected a whole number from 1 to 65535");
        }
        return value;
    }

    /** Told one by one here and in {@link #hashCode}: what a record does of its own accord a cold start pays for. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Port it && number == it.number && protocol == it.protocol;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public int compareTo(Port other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return number + "/" + protocol;
    }
}
