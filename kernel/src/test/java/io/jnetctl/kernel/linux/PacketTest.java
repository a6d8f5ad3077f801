package io.jnetctl.kernel.linux;

import static io.jnetctl.kernel.linux.RealHost.FRONT;
import static io.jnetctl.kernel.linux.RealHost.bridge;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.NetnsThread;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

/** What is made carries packets. */
class PacketTest {
    @Test
    void twoContainersOnABridgeConnect() throws Exception {
        RealHost.run(host -> {
            host.add(FRONT, bridge());
            host.container("web", "v-web", "10.10.0.5/24");
            host.container("db", "v-db", "10.10.0.6/24");
            connect("shop.web", "shop.db", "10.10.0.6");
        });
    }

    @Test
    void anIpv6AddressServesAtOnce() throws Exception {
        RealHost.run(host -> {
            host.add(FRONT, bridge());
            host.container("web", "v-web", "10.10.0.5/24");
            host.container("db", "v-db", "10.10.0.6/24");
            host.add(RealHost.END, RealHost.address(Netns.named("shop.web"), "eth0", "fd00::5/64"));
            host.add(RealHost.END, RealHost.address(Netns.named("shop.db"), "eth0", "fd00::6/64"));
            connect("shop.web", "shop.db", "fd00::6");
        });
    }

    private static void connect(String from, String to, String address) throws Exception {
        try (Fd client = Fd.open("/run/netns/" + from, OpenFlags.RDONLY);
                Fd server = Fd.open("/run/netns/" + to, OpenFlags.RDONLY);
                NetnsThread thread = NetnsThread.start("visitor");
                ServerSocketChannel listening = thread.callIn(server, () -> ServerSocketChannel.open());
                SocketChannel connected = thread.callIn(client, () -> SocketChannel.open())) {
            listening.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            connected.socket().connect(listening.getLocalAddress(), 5_000);
            try (SocketChannel accepted = listening.accept()) {
                accepted.write(ByteBuffer.wrap(new byte[] {42}));
                ByteBuffer read = ByteBuffer.allocate(1);
                connected.read(read);
                assertEquals(42, read.get(0));
            }
        }
    }
}
