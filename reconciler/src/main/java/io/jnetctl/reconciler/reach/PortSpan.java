package io.jnetctl.reconciler.reach;

/**
 * What is known of a port: that it is one of these. A client's is any of the ephemeral ones.
 *
 * @param first 0 to 65535
 * @param last not below {@code first}
 */
record PortSpan(int first, int last) {
    static final PortSpan ALL = new PortSpan(0, 65535);

    static PortSpan of(int port) {
        return new PortSpan(port, port);
    }

    /** Reads {@code 80}, {@code 80:90}, {@code :90} or {@code 80:}, as iptables-extensions(8) has them. */
    static PortSpan parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return of(Integer.parseInt(text));
        }
        String from = text.substring(0, colon);
        String to = text.substring(colon + 1);
        return new PortSpan(from.isEmpty() ? 0 : Integer.parseInt(from), to.isEmpty() ? 65535 : Integer.parseInt(to));
    }

    /** Whether a port of {@code this} is in {@code range}. */
    Kleene in(PortSpan range) {
        if (range.first <= first && last <= range.last) {
            return Kleene.TRUE;
        }
        return range.last < first || last < range.first ? Kleene.FALSE : Kleene.UNKNOWN;
    }

    boolean isExact() {
        return first == last;
    }
}
