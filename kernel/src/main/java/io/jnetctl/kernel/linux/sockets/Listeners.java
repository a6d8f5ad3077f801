package io.jnetctl.kernel.linux.sockets;

import static io.jnetctl.kernel.linux.sockets.InetSocketMessage.AF_INET;
import static io.jnetctl.kernel.linux.sockets.InetSocketMessage.AF_INET6;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.Listener;
import io.jnetctl.kernel.Listener.Holder;
import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The sockets of the calling thread's network namespace that wait for whoever may come. */
public final class Listeners {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::port).thenComparing(Place::address).thenComparing(Place::bothFamilies);

    private Listeners() {}

    private record Place(Port port, IpAddress address, boolean bothFamilies) {}

    /**
     * Lists them, several at one place once. Of a protocol that this kernel does not have, or cannot list (it has no inet_diag), there
     * are none.
     *
     * @param named the ports whose processes are looked for; that takes a look at every open file of the system where one is taken
     * @throws ErrnoException where the kernel refuses
     */
    public static List<Listener> read(Set<Port> named) {
        Map<Place, List<Long>> found = new TreeMap<>(ORDER);
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.SOCK_DIAG)) {
            for (Protocol protocol : Protocol.values()) {
                for (int family : new int[] {AF_INET, AF_INET6}) {
                    for (InetSocketMessage message : list(socket, family, protocol)) {
                        if (message.port() != 0) {
                            found.computeIfAbsent(place(message, protocol), unused -> new ArrayList<>())
                                    .add(message.inode());
                        }
                    }
                }
            }
        }
        Map<Long, Holder> holders = SocketHolders.find(wanted(found, named));
        List<Listener> listeners = new ArrayList<>(found.size());
        found.forEach((place, inodes) -> listeners.add(new Listener(
                place.port().protocol(),
                place.address(),
                place.bothFamilies(),
                place.port().number(),
                inodes.stream()
                        .filter(holders::containsKey)
                        .map(holders::get)
                        .findFirst()
                        .orElse(null))));
        return listeners;
    }

    private static List<InetSocketMessage> list(NetlinkSocket socket, int family, Protocol protocol) {
        try {
            return socket.dump(InetSocketMessage.listening(family, protocol), InetSocketMessage::decode);
        } catch (ErrnoException e) {
            if (e.error().equals(Errno.ENOENT)) {
                return List.of();
            }
            throw e;
        }
    }

    private static Place place(InetSocketMessage message, Protocol protocol) {
        IpAddress address = message.address();
        boolean both = address.family() == Family.V6 && address.isUnspecified() && !message.v6Only();
        return new Place(new Port(message.port(), protocol), address, both);
    }

    private static Set<Long> wanted(Map<Place, List<Long>> found, Set<Port> named) {
        Set<Long> wanted = new HashSet<>();
        found.forEach((place, inodes) -> {
            if (named.contains(place.port())) {
                inodes.stream().filter(inode -> inode != 0).forEach(wanted::add);
            }
        });
        return wanted;
    }
}
