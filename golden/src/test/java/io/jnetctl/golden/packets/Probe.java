package io.jnetctl.golden.packets;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * One thing tried, and what is expected of it.
 *
 * @param source the address that it is sent from; null where the kernel chooses
 * @param answers by which place it is answered; null where nothing may come back, nor arrive
 * @param seenAs the address that the answering place must see it come from; null where that does not matter
 */
public record Probe(
        Place from,
        Transport transport,
        InetSocketAddress to,
        @Nullable InetAddress source,
        @Nullable String answers,
        @Nullable InetAddress seenAs) {

    /** Half a probe: it yet has to be said what is expected. */
    public record Tried(
            Place from,
            Transport transport,
            InetSocketAddress to,
            @Nullable InetAddress source) {
        /** Sent from an address that need not be the sender's by right. */
        public Tried as(String address) {
            return new Tried(from, transport, to, address(address));
        }

        public Probe reaches(Place place) {
            return new Probe(from, transport, to, source, place.name(), null);
        }

        /** @param seenAs whom the place takes for the sender */
        public Probe reaches(Place place, String seenAs) {
            return new Probe(from, transport, to, source, place.name(), address(seenAs));
        }

        public Probe isLost() {
            return new Probe(from, transport, to, source, null, null);
        }
    }

    public static Tried tcp(Place from, String address, int port) {
        return of(Transport.TCP, from, address, port);
    }

    public static Tried udp(Place from, String address, int port) {
        return of(Transport.UDP, from, address, port);
    }

    public static Tried ping(Place from, String address) {
        return of(Transport.PING, from, address, 0);
    }

    public static Tried of(Transport transport, Place from, String address, int port) {
        return new Tried(from, transport, new InetSocketAddress(address(address), port), null);
    }

    boolean isIpv4() {
        return to.getAddress() instanceof Inet4Address;
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    @Override
    public String toString() {
        String target = to.getAddress().getHostAddress();
        String where =
                transport == Transport.PING ? target : (isIpv4() ? target : "[" + target + "]") + ":" + to.getPort();
        return "%s %s%s -> %s"
                .formatted(transport, from, source == null ? "" : " as " + source.getHostAddress(), where);
    }
}
