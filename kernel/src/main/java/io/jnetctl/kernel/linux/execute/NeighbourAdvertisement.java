package io.jnetctl.kernel.linux.execute;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.NativeBuffer;
import io.jnetctl.kernel.linux.sys.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Unsolicited neighbour advertisements to all nodes: RFC 4861, sections 4.4 and 7.2.6. */
final class NeighbourAdvertisement {
    private static final int AF_INET6 = 10;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPPROTO_ICMPV6 = 58;

    /** linux/in6.h. */
    private static final int IPV6_MULTICAST_HOPS = 18;

    /** A receiver passes over any that may have come through a router. */
    private static final int HOPS = 255;

    private static final IpAddress ALL_NODES = IpAddress.parse("ff02::1");

    private static final int TYPE = 136;
    private static final int FROM_A_ROUTER = 0x80;
    private static final int OVERRIDE = 0x20;

    /** Type, code, checksum, flags; target; option. */
    private static final int BYTES = 4 + 4 + 16 + 8;

    private static final int TARGET_LINK_LAYER_ADDRESS = 2;

    /** struct sockaddr_in6 of linux/in6.h: family, port, flow, address, scope. */
    private static final int SOCKET_ADDRESS_BYTES = 28;

    private static final int SOCKET_ADDRESS_IP = 8;
    private static final int SOCKET_ADDRESS_SCOPE = 24;

    private NeighbourAdvertisement() {}

    /** Sends one for each address. The kernel adds the checksum. */
    static void send(
            OpenNamespaces namespaces, Netns netns, String link, int index, MacAddress mac, List<IpAddress> addresses) {
        NativeBuffer allNodes = NativeBuffer.allocate(SOCKET_ADDRESS_BYTES);
        allNodes.bytes()
                .putShort(0, (short) AF_INET6)
                .put(SOCKET_ADDRESS_IP, ALL_NODES.toBytes())
                .putInt(SOCKET_ADDRESS_SCOPE, index);
        boolean router = netns.isHost() && isRouter(link);
        try (Fd socket = open(namespaces, netns)) {
            Sockets.setOption(socket, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, HOPS);
            for (IpAddress address : addresses) {
                NativeBuffer message = NativeBuffer.allocate(BYTES);
                write(message.bytes(), address, mac, router);
                Sockets.sendTo(socket, message, allNodes);
            }
        }
    }

    static void write(ByteBuffer message, IpAddress address, MacAddress mac, boolean router) {
        message.order(ByteOrder.BIG_ENDIAN)
                .put((byte) TYPE)
                .put((byte) 0)
                .putShort((short) 0)
                .putInt((OVERRIDE | (router ? FROM_A_ROUTER : 0)) << 24)
                .put(address.toBytes())
                .put((byte) TARGET_LINK_LAYER_ADDRESS)
                .put((byte) 1)
                .put(mac.toBytes());
    }

    private static Fd open(OpenNamespaces namespaces, Netns netns) {
        try {
            return namespaces.callIn(netns, () -> Sockets.socket(AF_INET6, Sockets.SOCK_RAW, IPPROTO_ICMPV6));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A container that took its gateway for a router must not hear that it is none. */
    private static boolean isRouter(String link) {
        try {
            return !Files.readString(Path.of("/proc/sys/net/ipv6/conf", link, "forwarding"))
                    .strip()
                    .equals("0");
        } catch (IOException e) {
            return false;
        }
    }
}
