package io.jnetctl.kernel.linux.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.linux.wire.MessageHeader;
import io.jnetctl.kernel.linux.wire.Nlmsg;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real kernel sent, read, written again, cut short and garbled. */
class CapturedMessagesTest {
    private static final int HEADER_BYTES = 16;
    private static final int GARBLINGS = 4000;

    @Test
    void aPrefixLongerThanItsAddressIsMalformed() {
        byte[] address = Capture.ADDRESS_V4.bytes();
        address[Nlmsg.HEADER_BYTES + 1] = 33;
        assertTrue(Capture.isMalformed(address));
        byte[] route = Capture.ROUTE_BLACKHOLE.bytes();
        route[Nlmsg.HEADER_BYTES + 1] = (byte) 129;
        assertTrue(Capture.isMalformed(route));
    }

    @Test
    void aPortOfABridgeIsReadWithAllThatMatters() {
        LinkMessage link = (LinkMessage) decoded(Capture.LINK_VETH_PORT);
        assertTrue(link.isUp());
        assertEquals("link v1", link.label());
        assertEquals(
                new LinkAttribute.Mtu(1400), link.find(LinkAttribute.Mtu.class).orElseThrow());
        assertEquals(
                new LinkAttribute.Master(2),
                link.find(LinkAttribute.Master.class).orElseThrow());
        assertEquals(
                new LinkAttribute.Group(77),
                link.find(LinkAttribute.Group.class).orElseThrow());
        assertEquals(
                new LinkAttribute.Alias("jnetctl:shop/web"),
                link.find(LinkAttribute.Alias.class).orElseThrow());
        assertEquals(
                List.of(new LinkProperty.AlternativeName("shop-web-front")),
                link.find(LinkAttribute.Properties.class).orElseThrow().properties());
        List<LinkInfoAttribute> info =
                link.find(LinkAttribute.Info.class).orElseThrow().attributes();
        assertEquals(new LinkInfoAttribute.Kind("veth"), info.get(0));
        assertEquals(new LinkInfoAttribute.PortKind("bridge"), info.get(1));
        LinkInfoAttribute.BridgePortData port = (LinkInfoAttribute.BridgePortData) info.get(2);
        assertTrue(port.attributes().contains(new BridgePortAttribute.Isolated(true)));
    }

    @Test
    void aBridgeIsReadWithItsSettings() {
        LinkMessage link = (LinkMessage) decoded(Capture.LINK_BRIDGE);
        assertEquals(
                MacAddress.parse("02:42:0a:0a:00:01"),
                link.find(LinkAttribute.HardwareAddress.class)
                        .flatMap(LinkAttribute.HardwareAddress::mac)
                        .orElseThrow());
        List<LinkInfoAttribute> info =
                link.find(LinkAttribute.Info.class).orElseThrow().attributes();
        LinkInfoAttribute.BridgeData data = (LinkInfoAttribute.BridgeData) info.get(1);
        assertTrue(data.attributes().contains(new BridgeAttribute.ForwardDelay(1500)));
        assertTrue(data.attributes().contains(new BridgeAttribute.CallIptables(false)));
    }

    @Test
    void addressesAreReadWithTheirFlags() {
        AddressMessage v4 = (AddressMessage) decoded(Capture.ADDRESS_V4);
        assertEquals(InterfaceAddress.parse("10.10.0.1/24"), v4.address().orElseThrow());
        assertEquals(AddressMessage.IFA_F_PERMANENT, v4.flags());
        AddressMessage v6 = (AddressMessage) decoded(Capture.ADDRESS_V6);
        assertEquals(InterfaceAddress.parse("fd00:10::1/64"), v6.address().orElseThrow());
        assertEquals(AddressMessage.IFA_F_PERMANENT | AddressMessage.IFA_F_NODAD, v6.flags());
    }

    @Test
    void routesAreReadWithTheirGateways() {
        RouteMessage route = (RouteMessage) decoded(Capture.ROUTE_GATEWAY);
        assertEquals("route to 192.0.2.0/24", route.label());
        assertEquals(
                List.of(
                        new RouteAttribute.Table(RouteMessage.RT_TABLE_MAIN),
                        new RouteAttribute.Destination(IpAddress.parse("192.0.2.0")),
                        new RouteAttribute.Priority(50),
                        new RouteAttribute.Gateway(IpAddress.parse("10.10.0.9")),
                        new RouteAttribute.OutputLink(2)),
                route.attributes());
        RouteMessage via = (RouteMessage) decoded(Capture.ROUTE_VIA_V6);
        assertEquals(
                IpAddress.parse("fd00:10::9"),
                via.find(RouteAttribute.Via.class).orElseThrow().gateway());
        assertEquals(RouteMessage.RTN_BLACKHOLE, ((RouteMessage) decoded(Capture.ROUTE_BLACKHOLE)).type());
        assertEquals(0, ((RouteMessage) decoded(Capture.ROUTE_V6_DEFAULT)).destinationLength());
    }

    @Test
    void neighboursAndNamespaceIdsAreRead() {
        NeighbourMessage neighbour = (NeighbourMessage) decoded(Capture.NEIGHBOUR);
        assertEquals(NeighbourMessage.NUD_PERMANENT, neighbour.state());
        assertEquals(
                IpAddress.parse("10.10.0.7"),
                neighbour
                        .find(NeighbourAttribute.Destination.class)
                        .orElseThrow()
                        .address());
        assertEquals(0, ((NamespaceIdMessage) decoded(Capture.NAMESPACE_ID)).id());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REFUSAL")
    void whatIsWrittenAgainReadsTheSame(Capture capture) {
        RtnetlinkMessage<?> message = decoded(capture);
        WireWriter writer = new WireWriter();
        writer.message(new MessageHeader(message.newType(), 0, 0, 0), message);
        assertEquals(List.of(message), Capture.decode(writer.toByteArray()));
        assertEquals(capture.bytes().length, writer.length());
    }

    @ParameterizedTest
    @EnumSource
    void aMessageCutAnywhereIsMalformed(Capture capture) {
        byte[] whole = capture.bytes();
        for (int length = 1; length < whole.length; length++) {
            assertTrue(Capture.isMalformed(Arrays.copyOf(whole, length)), "cut after " + length);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REFUSAL")
    void aBodyCutAnywhereIsMalformedOrHasFewerAttributes(Capture capture) {
        byte[] whole = capture.bytes();
        int all = decoded(capture).attributes().size();
        for (int length = HEADER_BYTES; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            ByteBuffer.wrap(cut).order(ByteOrder.nativeOrder()).putInt(0, length);
            if (!Capture.isMalformed(cut)) {
                int left = Capture.decode(cut).getFirst().attributes().size();
                assertTrue(left < all || whole.length - length < 4, "cut after " + length);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void garbledBytesAreReadOrMalformedButNothingElse(Capture capture) {
        Random random = new Random(capture.name().hashCode());
        byte[] whole = capture.bytes();
        int malformed = 0;
        for (int i = 0; i < GARBLINGS; i++) {
            byte[] bytes = whole.clone();
            int changes = 1 + random.nextInt(4);
            for (int change = 0; change < changes; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            malformed += Capture.isMalformed(bytes) ? 1 : 0;
        }
        assertTrue(malformed > 0);
    }

    private static RtnetlinkMessage<?> decoded(Capture capture) {
        List<RtnetlinkMessage<?>> messages = Capture.decode(capture.bytes());
        assertEquals(1, messages.size());
        return messages.getFirst();
    }
}
