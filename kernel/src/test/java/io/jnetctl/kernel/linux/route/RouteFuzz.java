package io.jnetctl.kernel.linux.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Cidr;
import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;

/** Messages of rtnetlink: what can be decoded says the same once it was encoded, and can be asked whatever observations ask. */
public final class RouteFuzz {
    private RouteFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        List<RtnetlinkMessage<?>> messages;
        try {
            messages = Capture.decode(data);
        } catch (MalformedMessageException expected) {
            return;
        }
        for (RtnetlinkMessage<?> message : messages) {
            WireWriter out = new WireWriter();
            message.encode(out);
            assertEquals(message, decode(message, out.toByteArray()));
            ask(message);
        }
    }

    private static RtnetlinkMessage<?> decode(RtnetlinkMessage<?> like, byte[] bytes) {
        WireReader body = WireReader.of(bytes);
        return switch (like) {
            case LinkMessage _ -> LinkMessage.decode(body);
            case AddressMessage _ -> AddressMessage.decode(body);
            case RouteMessage _ -> RouteMessage.decode(body);
            case NeighbourMessage _ -> NeighbourMessage.decode(body);
            case NamespaceIdMessage _ -> NamespaceIdMessage.decode(body);
        };
    }

    private static void ask(RtnetlinkMessage<?> message) {
        message.label();
        switch (message) {
            case LinkMessage link ->
                link.find(LinkAttribute.HardwareAddress.class).ifPresent(LinkAttribute.HardwareAddress::mac);
            case AddressMessage address -> {
                address.address();
                address.flags();
            }
            case RouteMessage route -> {
                route.table();
                route.find(RouteAttribute.Destination.class)
                        .ifPresent(to -> Cidr.of(to.address(), route.destinationLength()));
            }
            case NeighbourMessage _ -> {}
            case NamespaceIdMessage id -> id.id();
        }
    }
}
