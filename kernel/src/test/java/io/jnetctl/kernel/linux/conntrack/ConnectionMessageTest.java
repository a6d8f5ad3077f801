package io.jnetctl.kernel.linux.conntrack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.flow.Flow;
import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.MessageHeader;
import io.jnetctl.kernel.linux.wire.Nlmsg;
import io.jnetctl.kernel.linux.wire.Request;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real kernel sent, read, written again, cut short and garbled; and what is sent to it. */
class ConnectionMessageTest {
    private static final int HEADER_BYTES = 16;
    private static final int GARBLINGS = 4000;
    private static final Bytes RAW = Bytes.of((byte) 1, (byte) 2, (byte) 3);
    private static final int STRANGE = 0x3ffe;

    private static final ConnectionMessage EVERYTHING = new ConnectionMessage(
            10,
            List.of(
                    new ConnectionAttribute.Original(List.of(
                            new TupleAttribute.Addresses(List.of(
                                    new AddressAttribute.Source(IpAddress.parse("2001:db8::5")),
                                    new AddressAttribute.Destination(IpAddress.parse("10.0.0.5")),
                                    new AddressAttribute.Unknown(STRANGE, RAW))),
                            new TupleAttribute.Transport(List.of(
                                    new TransportAttribute.Protocol(17),
                                    new TransportAttribute.SourcePort(4000),
                                    new TransportAttribute.DestinationPort(65535),
                                    new TransportAttribute.Unknown(STRANGE, RAW))),
                            new TupleAttribute.Zone(7),
                            new TupleAttribute.Unknown(STRANGE, RAW))),
                    new ConnectionAttribute.Reply(List.of()),
                    new ConnectionAttribute.Status(ConnectionAttribute.Status.ASSURED),
                    new ConnectionAttribute.Id(0x89abcdef),
                    new ConnectionAttribute.Zone(65535),
                    new ConnectionAttribute.Unknown(STRANGE, RAW)));

    private static Flow.Tuple tuple(String source, int sourcePort, String destination, int port) {
        return new Flow.Tuple(IpAddress.parse(source), sourcePort, IpAddress.parse(destination), port);
    }

    @Test
    void aTranslatedFlowIsReadWithWhoTrulyAnswers() {
        assertEquals(
                Optional.of(new Flow(
                        17,
                        tuple("192.0.2.1", 4000, "192.0.2.1", 53),
                        tuple("10.10.0.5", 5353, "192.0.2.1", 4000),
                        true,
                        false)),
                Capture.UDP_TRANSLATED.message().flow());
        assertEquals(
                Optional.of(new Flow(
                        17,
                        tuple("2001:db8::1", 4000, "2001:db8::1", 53),
                        tuple("fd00:10::5", 5353, "2001:db8::1", 4000),
                        true,
                        false)),
                Capture.UDP6_TRANSLATED.message().flow());
    }

    @Test
    void anEstablishedConnectionIsAssured() {
        Flow flow = Capture.TCP.message().flow().orElseThrow();
        assertEquals(6, flow.protocol());
        assertEquals(8081, flow.original().destinationPort());
        assertEquals(flow.original().reversed(), flow.reply());
        assertTrue(flow.assured());
        assertTrue(!flow.translated());
    }

    @Test
    void aFlowOfAProtocolWithoutPortsHasNone() {
        assertEquals(
                Optional.of(new Flow(
                        1, tuple("192.0.2.1", 0, "192.0.2.1", 0), tuple("192.0.2.1", 0, "192.0.2.1", 0), false, false)),
                Capture.ECHO.message().flow());
    }

    @Test
    void aConnectionWithoutAddressesIsNoFlow() {
        assertEquals(Optional.empty(), EVERYTHING.flow());
        assertEquals(Optional.empty(), new ConnectionMessage(2, List.of()).flow());
    }

    @Test
    void aDeletionNamesTheConnectionByItsOriginalDirectionZoneAndId() {
        ConnectionMessage seen = Capture.TCP_IN_ZONE.message();
        Request request = seen.delete();
        assertEquals(
                new ConnectionMessage(
                        2,
                        List.of(
                                seen.find(ConnectionAttribute.Original.class).orElseThrow(),
                                new ConnectionAttribute.Zone(7),
                                seen.find(ConnectionAttribute.Id.class).orElseThrow())),
                request.body());
    }

    @Test
    void aDeletionIsWrittenAsTheHeaderHasIt() {
        WireWriter writer = new WireWriter();
        Capture.UDP_TRANSLATED.message().delete().encode(writer, Nlmsg.NLM_F_ACK, 9);
        assertEquals(Bytes.ofHex("""
                        50000000 0201 0500 09000000 00000000
                        02000000
                        34000180
                          14000180 08000100 c0000201 08000200 c0000201
                          1c000280 05000100 11000000 06000200 0fa00000 06000300 00350000
                        08000c00 9abf099d
                        """), Bytes.of(writer.toByteArray()));
    }

    @Test
    void aDeletionThatNamesNoConnectionIsNeverMade() {
        ConnectionMessage nameless = new ConnectionMessage(2, List.of(new ConnectionAttribute.Id(1)));
        assertThrows(IllegalStateException.class, nameless::delete);
    }

    @Test
    void aDumpAsksForOneFamily() {
        WireWriter writer = new WireWriter();
        ConnectionMessage.dump(Family.V6).encode(writer, 0, 9);
        assertEquals(Bytes.ofHex("14000000 0101 0103 09000000 00000000 0a000000"), Bytes.of(writer.toByteArray()));
    }

    @Test
    void everyAttributeReadsAsItWasWritten() {
        WireWriter writer = new WireWriter();
        writer.message(new MessageHeader(0x100, 0, 0, 0), EVERYTHING);
        assertEquals(List.of(EVERYTHING), Capture.decode(writer.toByteArray()));
        Set<Class<?>> seen = new HashSet<>();
        EVERYTHING.attributes().forEach(attribute -> {
            seen.add(attribute.getClass());
            if (attribute instanceof ConnectionAttribute.Original original) {
                original.tuple().forEach(part -> {
                    seen.add(part.getClass());
                    Stream.of(part).flatMap(ConnectionMessageTest::parts).forEach(end -> seen.add(end.getClass()));
                });
            }
        });
        Set<Class<?>> all = new HashSet<>();
        Stream.of(ConnectionAttribute.class, TupleAttribute.class, AddressAttribute.class, TransportAttribute.class)
                .forEach(kind -> all.addAll(Arrays.asList(kind.getPermittedSubclasses())));
        assertEquals(all, seen);
    }

    private static Stream<?> parts(TupleAttribute attribute) {
        return switch (attribute) {
            case TupleAttribute.Addresses(List<AddressAttribute> addresses) -> addresses.stream();
            case TupleAttribute.Transport(List<TransportAttribute> transport) -> transport.stream();
            case TupleAttribute.Zone _, TupleAttribute.Unknown _ -> Stream.of();
        };
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenAgainReadsTheSame(Capture capture) {
        WireWriter writer = new WireWriter();
        writer.message(new MessageHeader(0x100, 0, 0, 0), capture.message());
        assertEquals(List.of(capture.message()), Capture.decode(writer.toByteArray()));
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
    @EnumSource
    void aBodyCutAnywhereIsMalformedOrHasFewerAttributes(Capture capture) {
        byte[] whole = capture.bytes();
        int all = capture.message().attributes().size();
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
}
