package io.jnetctl.kernel.linux.conntrack;

import static io.jnetctl.kernel.linux.conntrack.CtNetlink.IPCTNL_MSG_CT_DELETE;
import static io.jnetctl.kernel.linux.conntrack.CtNetlink.IPCTNL_MSG_CT_GET;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.flow.Flow;
import io.jnetctl.kernel.linux.route.AddressFamily;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.Nlmsg;
import io.jnetctl.kernel.linux.wire.Request;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tracked connection: struct nfgenmsg of linux/netfilter/nfnetlink.h and the attributes of a connection.
 *
 * @param family AF_ of linux/socket.h
 */
public record ConnectionMessage(int family, List<ConnectionAttribute> attributes) implements Encodable {
    /** What follows the family in struct nfgenmsg: version, and a resource id that connections have none of. */
    private static final int HEADER_REST = 3;

    public ConnectionMessage {
        attributes = List.copyOf(attributes);
    }

    public static ConnectionMessage decode(WireReader body) {
        int family = body.u8();
        body.skip(HEADER_REST);
        return new ConnectionMessage(family, body.attributeList(ConnectionAttribute::decode));
    }

    @Override
    public void encode(WireWriter out) {
        out.u8(family).zeros(HEADER_REST).all(attributes);
    }

    /** Asks for all connections of a family. */
    public static Request dump(Family family) {
        return new Request(
                IPCTNL_MSG_CT_GET,
                Nlmsg.NLM_F_DUMP,
                "list tracked connections",
                new ConnectionMessage(AddressFamily.of(family), List.of()));
    }

    /**
     * Ends the tracking of this very connection.
     *
     * @throws IllegalStateException without an original direction: the kernel would end that of all connections
     */
    public Request delete() {
        if (find(ConnectionAttribute.Original.class).isEmpty()) {
            throw new IllegalStateException("a connection without addresses: " + this);
        }
        List<ConnectionAttribute> naming = attributes.stream()
                .filter(attribute -> attribute instanceof ConnectionAttribute.Original
                        || attribute instanceof ConnectionAttribute.Id
                        || attribute instanceof ConnectionAttribute.Zone)
                .toList();
        return new Request(IPCTNL_MSG_CT_DELETE, 0, "end a tracked connection", new ConnectionMessage(family, naming));
    }

    /** The first attribute of that class. */
    public <A extends ConnectionAttribute> Optional<A> find(Class<A> attribute) {
        return attributes.stream()
                .filter(attribute::isInstance)
                .map(attribute::cast)
                .findFirst();
    }

    /** What it is to the port; empty where a direction has no addresses. */
    public Optional<Flow> flow() {
        Direction original = Direction.of(find(ConnectionAttribute.Original.class)
                .map(ConnectionAttribute.Original::tuple)
                .orElse(List.of()));
        Direction reply = Direction.of(find(ConnectionAttribute.Reply.class)
                .map(ConnectionAttribute.Reply::tuple)
                .orElse(List.of()));
        Flow.Tuple first = original.tuple();
        Flow.Tuple second = reply.tuple();
        if (first == null || second == null) {
            return Optional.empty();
        }
        ConnectionAttribute.Status status =
                find(ConnectionAttribute.Status.class).orElse(new ConnectionAttribute.Status(0));
        return Optional.of(new Flow(
                original.protocol,
                first,
                second,
                status.has(ConnectionAttribute.Status.DESTINATION_TRANSLATED),
                status.has(ConnectionAttribute.Status.ASSURED)));
    }

    /** Gathers one direction. */
    private static final class Direction {
        private @Nullable IpAddress source;
        private @Nullable IpAddress destination;
        private int protocol;
        private int sourcePort;
        private int destinationPort;

        static Direction of(List<TupleAttribute> tuple) {
            Direction direction = new Direction();
            tuple.forEach(direction::see);
            return direction;
        }

        private void see(TupleAttribute attribute) {
            switch (attribute) {
                case TupleAttribute.Addresses(List<AddressAttribute> addresses) -> addresses.forEach(this::see);
                case TupleAttribute.Transport(List<TransportAttribute> transport) -> transport.forEach(this::see);
                case TupleAttribute.Zone _, TupleAttribute.Unknown _ -> {
                    // Neither says who speaks to whom.
                }
            }
        }

        private void see(AddressAttribute attribute) {
            switch (attribute) {
                case AddressAttribute.Source(IpAddress address) -> source = address;
                case AddressAttribute.Destination(IpAddress address) -> destination = address;
                case AddressAttribute.Unknown _ -> {
                    // Of a family that is not IP.
                }
            }
        }

        private void see(TransportAttribute attribute) {
            switch (attribute) {
                case TransportAttribute.Protocol(int number) -> protocol = number;
                case TransportAttribute.SourcePort(int number) -> sourcePort = number;
                case TransportAttribute.DestinationPort(int number) -> destinationPort = number;
                case TransportAttribute.Unknown _ -> {
                    // Of a protocol without ports.
                }
            }
        }

        Flow.@Nullable Tuple tuple() {
            return source == null || destination == null
                    ? null
                    : new Flow.Tuple(source, sourcePort, destination, destinationPort);
        }
    }
}
