package io.jnetctl.kernel.flow;

import io.jnetctl.inet.IpAddress;

/**
 * A flow that is tracked: an entry of conntrack(8).
 *
 * @param protocol its number in the IP header
 * @param original its packets from the side that began it, as they come in
 * @param reply the answers to them, before they are translated back: its source is who truly answers
 * @param translated whether the destination was rewritten (IPS_DST_NAT of linux/netfilter/nf_conntrack_common.h)
 * @param assured whether both sides have spoken for long enough that it is kept when the table is full (IPS_ASSURED); for TCP: it is
 *     established
 */
public record Flow(int protocol, Tuple original, Tuple reply, boolean translated, boolean assured) {
    /** One direction. Protocols without ports have 0 for both. */
    public record Tuple(IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
        /** The answer's, where nothing is translated. */
        public Tuple reversed() {
            return new Tuple(destination, destinationPort, source, sourcePort);
        }
    }
}
