package io.jnetctl.kernel.linux.route;

import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.MessageHeader;
import io.jnetctl.kernel.linux.wire.WireReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** A message that a kernel sent, kept as annotated hex in the file of its name. */
public enum Capture {
    LINK_BRIDGE,
    LINK_VETH_PORT,
    ADDRESS_V4,
    ADDRESS_V6,
    ROUTE_GATEWAY,
    ROUTE_BLACKHOLE,
    ROUTE_VIA_V6,
    ROUTE_V6_DEFAULT,
    NEIGHBOUR,
    NAMESPACE_ID,
    REFUSAL;

    /** The whole message, header included. */
    public byte[] bytes() {
        String file = name().toLowerCase(Locale.ROOT).replace('_', '-') + ".hex";
        try (InputStream in = Objects.requireNonNull(Capture.class.getResourceAsStream(file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Bytes.ofHex(
                            text.lines().map(line -> line.replaceAll("#.*", "")).collect(Collectors.joining()))
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records of all messages in those bytes; those of types that no record is for are left out. */
    static List<RtnetlinkMessage<?>> decode(byte[] bytes) {
        List<RtnetlinkMessage<?>> all = new ArrayList<>();
        WireReader.of(bytes).messages((header, body) -> all.addAll(decode(header, body)));
        return all;
    }

    private static List<RtnetlinkMessage<?>> decode(MessageHeader header, WireReader body) {
        return switch (header.type()) {
            case RtNetlink.RTM_NEWLINK -> List.of(LinkMessage.decode(body));
            case RtNetlink.RTM_NEWADDR -> List.of(AddressMessage.decode(body));
            case RtNetlink.RTM_NEWROUTE -> List.of(RouteMessage.decode(body));
            case RtNetlink.RTM_NEWNEIGH -> List.of(NeighbourMessage.decode(body));
            case RtNetlink.RTM_NEWNSID -> List.of(NamespaceIdMessage.decode(body));
            default -> {
                body.skip();
                yield List.of();
            }
        };
    }

    /** Whether the bytes are refused as they must be; any other exception goes on. */
    static boolean isMalformed(byte[] bytes) {
        try {
            decode(bytes);
            return false;
        } catch (MalformedMessageException expected) {
            return true;
        }
    }
}
