package io.jnetctl.inet;

/**
 * Port numbers from the first to the last, both included, printed as "8000-8010" or, for one port,
 * "8000".
 */
public record PortRange(int first, int last) {
    public PortRange {
        if (first < 1 || last > Port.MAX) {
            throw new IllegalArgumentException(
                    "port range " + first + "-" + last + " is out of range: expected 1 to 65535");
        }
        if (first > last) {
            throw new IllegalArgumentException("port range " + first + "-" + last
                    + " ends before it starts: did you mean " + last + "-" + first + "?");
        }
    }

    /** The range of one port. */
    public static PortRange of(int port) {
        return new PortRange(port, port);
    }

    /**
     * Reads "8000-8010" or "8000".
     *
     * @throws IllegalArgumentException when the text is not a range of ports
     */
    public static PortRange parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            return of(Port.parseNumber(text));
        }
        return new PortRange(Port.parseNumber(text.substring(0, dash)), Port.parseNumber(text.substring(dash + 1)));
    }

    /** How many ports there are. */
    public int size() {
        return last - first + 1;
    }

    public boolean contains(int port) {
        return first <= port && port <= last;
    }

    public boolean overlaps(PortRange other) {
        return first <= other.last && other.first <= last;
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
