package io.jnetctl.kernel.linux;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** A UDP socket in a namespace. */
final class Datagrams implements AutoCloseable {
    private static final long MILLIS_BETWEEN_LOOKS = 1;

    private final DatagramChannel channel;

    private Datagrams(DatagramChannel channel) {
        this.channel = channel;
    }

    static Datagrams open(OpenNamespaces namespaces, Netns netns, Family family, int port) throws Exception {
        DatagramChannel channel = namespaces.callIn(
                netns,
                () -> DatagramChannel.open(
                        family == Family.V4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6));
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(port));
        return new Datagrams(channel);
    }

    void send(IpAddress to, int port) throws Exception {
        channel.send(
                ByteBuffer.wrap(new byte[] {42}), new InetSocketAddress(InetAddress.getByAddress(to.toBytes()), port));
    }

    /** Whether a datagram comes in within that time; it is answered. */
    boolean receives(int millis) throws Exception {
        long end = System.nanoTime() + millis * 1_000_000L;
        do {
            ByteBuffer read = ByteBuffer.allocate(1);
            var from = channel.receive(read);
            if (from != null) {
                channel.send(read.flip(), from);
                return true;
            }
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        } while (System.nanoTime() < end);
        return false;
    }

    /** Whether the answer of somebody to whom it sends comes in within that time. */
    boolean isAnswered(int millis) throws Exception {
        long end = System.nanoTime() + millis * 1_000_000L;
        do {
            if (channel.receive(ByteBuffer.allocate(1)) != null) {
                return true;
            }
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        } while (System.nanoTime() < end);
        return false;
    }

    /** Drops what has come in. */
    void drain() throws Exception {
        while (channel.receive(ByteBuffer.allocate(1)) != null) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
