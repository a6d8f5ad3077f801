package io.jnetctl.kernel.linux.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final int NLA_F_NESTED = 0x8000;
    private static final int NLA_F_NET_BYTEORDER = 0x4000;

    @Test
    void attributesArePaddedAndTheirLengthsAreNot() {
        WireWriter out = new WireWriter();
        out.stringAttribute(3, "lo").u8Attribute(4, 7);
        List<String> seen = new ArrayList<>();
        assertEquals(16, out.length());
        WireReader.of(out.toByteArray()).attributes((type, value) -> seen.add(type + ":" + value.rest()));
        assertEquals(List.of("3:6c6f00", "4:07"), seen);
    }

    @Test
    void numbersAreInTheMachinesOrderAndBigEndianOnesInTheNetworks() {
        WireWriter out = new WireWriter();
        out.u16(0x0102)
                .u32(0x03040506)
                .u64(0x0708090a0b0c0d0eL)
                .u16BigEndian(0xf1f2)
                .u32BigEndian(0xf3f4f5f6);
        ByteBuffer expected = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
        expected.putShort((short) 0x0102).putInt(0x03040506).putLong(0x0708090a0b0c0d0eL);
        expected.order(ByteOrder.BIG_ENDIAN).putShort((short) 0xf1f2).putInt(0xf3f4f5f6);
        assertArrayEquals(expected.array(), out.toByteArray());
        WireReader in = WireReader.of(out.toByteArray());
        assertEquals(0x0102, in.u16());
        assertEquals(0x03040506, in.u32());
        assertEquals(0x0708090a0b0c0d0eL, in.u64());
        assertEquals(0xf1f2, in.u16BigEndian());
        assertEquals(0xf3f4f5f6, in.u32BigEndian());
    }

    @Test
    void flagsInAnAttributesTypeAreNotPartOfIt() {
        WireWriter out = new WireWriter();
        out.u8Attribute(5 | NLA_F_NESTED, 1).u8Attribute(6 | NLA_F_NET_BYTEORDER, 1);
        List<Integer> types = new ArrayList<>();
        WireReader.of(out.toByteArray()).attributes((type, value) -> {
            types.add(type);
            value.skip();
        });
        assertEquals(List.of(5, 6), types);
    }

    @Test
    void nestedAttributesAreMarkedAsSuch() {
        WireWriter out = new WireWriter();
        out.nested(18, inner -> inner.u8Attribute(1, 2));
        WireReader in = WireReader.of(out.toByteArray());
        assertEquals(12, in.u16());
        assertEquals(18 | NLA_F_NESTED, in.u16());
    }

    @Test
    void aWriterGrowsWithWhatIsWritten() {
        WireWriter out = new WireWriter();
        byte[] large = new byte[60_000];
        large[large.length - 1] = 9;
        out.u8Attribute(1, 1).bytesAttribute(2, large);
        WireReader in = WireReader.of(out.toByteArray());
        in.skip(12);
        assertArrayEquals(large, in.bytes(large.length));
    }

    @Test
    void anAttributeLongerThanItsLengthFieldIsRefused() {
        WireWriter out = new WireWriter();
        assertThrows(IllegalArgumentException.class, () -> out.bytesAttribute(2, new byte[65_532]));
    }

    @Test
    void lengthsThatLieAreMalformed() {
        assertEquals(0, offsetOf("0300 0100"));
        assertEquals(0, offsetOf("0000 0100"));
        assertEquals(0, offsetOf("0900 0100 00000000"));
        assertEquals(8, offsetOf("0800 0100 00000000 ffff 0200"));
        assertEquals(10, offsetOf("0800 0100 00000000 0400"));
    }

    @Test
    void whatAVisitorLeavesOverIsMalformed() {
        byte[] bytes = Bytes.ofHex("0800 0100 00000000").toArray();
        assertThrows(
                MalformedMessageException.class, () -> WireReader.of(bytes).attributes((type, value) -> value.u16()));
        assertThrows(
                MalformedMessageException.class, () -> WireReader.of(bytes).attributes((type, value) -> value.u64()));
    }

    @Test
    void textThatIsNotUtf8IsMalformed() {
        assertThrows(
                MalformedMessageException.class,
                () -> WireReader.of(new byte[] {(byte) 0xff, 0}).string());
        assertEquals("lo", WireReader.of(new byte[] {'l', 'o', 0}).string());
        assertEquals("lo", WireReader.of(new byte[] {'l', 'o'}).string());
    }

    @Test
    void messagesFollowEachOtherAligned() {
        WireWriter out = new WireWriter();
        out.message(new MessageHeader(20, 1, 7, 0), body -> body.u8(5))
                .message(new MessageHeader(21, 2, 8, 9), body -> {});
        List<String> seen = new ArrayList<>();
        WireReader.of(out.toByteArray()).messages((header, body) -> seen.add(header.type() + ":" + body.rest()));
        assertEquals(List.of("20:05", "21:"), seen);
        assertEquals(36, out.length());
    }

    private static int offsetOf(String hex) {
        return assertThrows(
                        MalformedMessageException.class,
                        () -> WireReader.of(Bytes.ofHex(hex).toArray()).attributes((type, value) -> value.skip()))
                .offset();
    }
}
