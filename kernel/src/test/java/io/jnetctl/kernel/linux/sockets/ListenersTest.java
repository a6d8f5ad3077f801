package io.jnetctl.kernel.linux.sockets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.Listener;
import io.jnetctl.kernel.linux.RealHost;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.NativeBuffer;
import io.jnetctl.kernel.linux.sys.Sockets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the kernel says of sockets that the contract cannot speak of. */
class ListenersTest {
    private static final int AF_INET6 = 10;
    private static final int SOCK_DGRAM = 2;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;

    private static Listener listener(Protocol protocol, String address, int port) {
        return new Listener(protocol, IpAddress.parse(address), false, port, null);
    }

    @Test
    void aSocketOfIpv6AloneDoesNotTakeIpv4() throws Exception {
        RealHost.run(host -> {
            try (Fd socket = Sockets.socket(AF_INET6, SOCK_DGRAM, 0)) {
                Sockets.setOption(socket, IPPROTO_IPV6, IPV6_V6ONLY, 1);
                // struct sockaddr_in6 of linux/in6.h: family, port, flow, address, scope.
                NativeBuffer any = NativeBuffer.allocate(28);
                any.bytes().putShort(0, (short) AF_INET6).put(2, (byte) 0).put(3, (byte) 53);
                Sockets.bind(socket, any);
                assertEquals(List.of(listener(Protocol.UDP, "::", 53)), Listeners.read(Set.of()));
            }
        });
    }

    @Test
    void aSocketOfIpv6ThatIsBoundToAnIpv4AddressListensThere() throws Exception {
        RealHost.run(host -> {
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
                server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 8080));
                assertEquals(List.of(listener(Protocol.TCP, "127.0.0.1", 8080)), Listeners.read(Set.of()));
            }
        });
    }

    @Test
    void whatIsConnectedDoesNotListen() throws Exception {
        RealHost.run(host -> {
            InetSocketAddress at = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 8080);
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)
                            .bind(at);
                    SocketChannel client = SocketChannel.open(at);
                    SocketChannel accepted = server.accept();
                    DatagramChannel asking = DatagramChannel.open(StandardProtocolFamily.INET)) {
                asking.connect(at);
                assertEquals(client.getLocalAddress(), accepted.getRemoteAddress());
                assertEquals(List.of(listener(Protocol.TCP, "127.0.0.1", 8080)), Listeners.read(Set.of()));
            }
        });
    }
}
