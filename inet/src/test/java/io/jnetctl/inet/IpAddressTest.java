package io.jnetctl.inet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "10.0.0.5, 10.0.0.5",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8::5, 2001:db8::5",
        "2001:db8:0:0:0:0:0:5, 2001:db8::5",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
        "::ffff:c000:201, ::ffff:192.0.2.1",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    })
    void printsCanonicallyWhatItReads(String text, String canonical) {
        assertEquals(canonical, IpAddress.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                "1.2.3.-4",
                "1.2.3.+4",
                "1.2.3.4 ",
                "1..3.4",
                "0x7f.0.0.1",
                "localhost",
                "١.٢.٣.٤",
                ":",
                ":::",
                "::::1",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "12345::",
                "g::",
                "-1::",
                "fe80::1%eth0",
                "[::1]",
                "::1.2.3",
                "1.2.3.4::",
                "::1.2.3.4:5",
            })
    void refusesWhatIsNotAnAddress(String text) {
        assertTrue(IpAddress.tryParse(text).isEmpty());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> IpAddress.parse(text));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("\"" + text + "\" is not an IP address"),
                refused.getMessage());
    }

    @Test
    void citesHostileTextShortAndEscaped() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> IpAddress.parse("\n" + "x".repeat(9999)));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("\"\\u000axxx"));
        assertTrue(String.valueOf(refused.getMessage()).length() < 200);
    }

    @Test
    void survivesBytesAndTextForRandomAddresses() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            // A sparse mask makes runs of zeros likely.
            long mask = 0x1010101010101010L << random.nextInt(64);
            IpAddress v6 = new IpAddress(Family.V6, random.nextLong() & mask, random.nextLong() & mask);
            IpAddress v4 = IpAddress.ofV4(random.nextInt());
            assertEquals(v6, IpAddress.parse(v6.toString()));
            assertEquals(v6, IpAddress.ofBytes(v6.toBytes()));
            assertEquals(v4, IpAddress.parse(v4.toString()));
            assertEquals(v4, IpAddress.ofBytes(v4.toBytes()));
        }
    }

    @Test
    void hasItsBytesInNetworkOrder() {
        assertArrayEquals(
                new byte[] {10, 0, (byte) 200, 5}, IpAddress.parse("10.0.200.5").toBytes());
        assertEquals(16, IpAddress.parse("::1").toBytes().length);
        assertEquals(1, IpAddress.parse("::1").toBytes()[15]);
        assertThrows(IllegalArgumentException.class, () -> IpAddress.ofBytes(new byte[5]));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.255, 1, 10.0.1.0",
        "10.0.0.0, -1, 9.255.255.255",
        "::ffff:ffff:ffff:ffff, 1, 0:0:0:1::",
        "0:0:0:1::, -1, ::ffff:ffff:ffff:ffff",
        "fd00::5, 0, fd00::5",
    })
    void addsWithCarryAndBorrow(String start, long offset, String result) {
        assertEquals(result, IpAddress.parse(start).plus(offset).toString());
    }

    @ParameterizedTest
    @CsvSource({"255.255.255.255, 1", "0.0.0.0, -1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 1", "::, -1"})
    void refusesToLeaveTheAddressSpace(String start, long offset) {
        assertThrows(ArithmeticException.class, () -> IpAddress.parse(start).plus(offset));
    }

    @Test
    void ordersIpv4BeforeIpv6AndByUnsignedValue() {
        List<IpAddress> sorted = List.of(
                IpAddress.parse("1.2.3.4"),
                IpAddress.parse("200.2.3.4"),
                IpAddress.parse("::1"),
                IpAddress.parse("::ffff:ffff:ffff:ffff"),
                IpAddress.parse("1::"),
                IpAddress.parse("ffff::"));
        List<IpAddress> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(1));
        Collections.sort(shuffled);
        assertEquals(sorted, shuffled);
    }

    @ParameterizedTest
    @CsvSource({
        "127.1.2.3, loopback",
        "::1, loopback",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "ff02::1, multicast",
        "169.254.0.1, link-local",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, none",
        "0.0.0.0, unspecified",
        "::, unspecified",
        "10.0.0.1, none",
        "240.0.0.1, none",
    })
    void knowsItsKind(String text, String kind) {
        IpAddress address = IpAddress.parse(text);
        assertEquals(kind.equals("loopback"), address.isLoopback());
        assertEquals(kind.equals("multicast"), address.isMulticast());
        assertEquals(kind.equals("link-local"), address.isLinkLocal());
        assertEquals(kind.equals("unspecified"), address.isUnspecified());
    }

    @Test
    void keepsFamiliesApart() {
        assertFalse(IpAddress.parse("0.0.0.1").equals(IpAddress.parse("::1")));
        assertThrows(IllegalArgumentException.class, () -> new IpAddress(Family.V4, 0, 1L << 32));
    }
}
