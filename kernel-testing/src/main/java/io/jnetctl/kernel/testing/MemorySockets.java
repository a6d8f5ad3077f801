package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.Listener;
import io.jnetctl.kernel.Listener.Holder;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The host's sockets that wait for whoever may come. */
final class MemorySockets {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::port).thenComparing(Place::address).thenComparing(Place::bothFamilies);

    private final Table<Place, Holder> sockets;

    MemorySockets(MemoryHost host) {
        sockets = new Table<>(host.undo);
    }

    private record Place(Port port, IpAddress address, boolean bothFamilies) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    void listen(Protocol protocol, IpAddress address, int port, Holder holder) {
        boolean both = address.family() == Family.V6 && address.isUnspecified();
        sockets.put(new Place(new Port(port, protocol), address, both), holder);
    }

    void closeAll() {
        List.copyOf(sockets.all().keySet()).forEach(sockets::remove);
    }

    /** In the order in which the real kernel's are. Those at other ports than these have no name. */
    List<Listener> seen(Set<Port> named) {
        return all().stream()
                .map(socket -> named.contains(new Port(socket.port(), socket.protocol()))
                        ? socket
                        : new Listener(socket.protocol(), socket.address(), socket.bothFamilies(), socket.port(), null))
                .toList();
    }

    /** All of them, with who has them open. */
    List<Listener> all() {
        return sockets.all().entrySet().stream()
                .map(socket -> new Listener(
                        socket.getKey().port().protocol(),
                        socket.getKey().address(),
                        socket.getKey().bothFamilies(),
                        socket.getKey().port().number(),
                        socket.getValue()))
                .toList();
    }
}
