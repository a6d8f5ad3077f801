package io.jnetctl.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/24, 10.0.0.255",
        "0.0.0.0/0, 255.255.255.255",
        "10.0.0.6/31, 10.0.0.7",
        "10.0.0.5/32, 10.0.0.5",
        "::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fd00::/64, fd00::ffff:ffff:ffff:ffff",
        "fd00::/63, fd00::1:ffff:ffff:ffff:ffff",
        "fd00::/65, fd00::7fff:ffff:ffff:ffff",
        "fd00:42::/120, fd00:42::ff",
        "fd00::1/128, fd00::1",
    })
    void endsAtItsLastAddress(String text, String last) {
        Cidr block = Cidr.parse(text);
        assertEquals(text, block.toString());
        assertEquals(last, block.last().toString());
        assertTrue(block.contains(block.first()));
        assertTrue(block.contains(block.last()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.5/24 | 10.0.0.5/24 has host bits set: did you mean 10.0.0.0/24?",
                "fd00::1/64 | fd00::1/64 has host bits set: did you mean fd00::/64?",
                "10.0.0.0 | \"10.0.0.0\" is not a subnet: the prefix length is missing, as in 10.0.0.0/24",
                "fd00:: | \"fd00::\" is not a subnet: the prefix length is missing, as in fd00::/64",
                "10.0.0.0/33 | \"10.0.0.0/33\" is not a subnet: the prefix length of IPv4 is 0 to 32",
                "10.0.0.0/-1 | \"10.0.0.0/-1\" is not a subnet: the prefix length of IPv4 is 0 to 32",
                "10.0.0.0/ | \"10.0.0.0/\" is not a subnet: the prefix length of IPv4 is 0 to 32",
                "fd00::/129 | \"fd00::/129\" is not a subnet: the prefix length of IPv6 is 0 to 128",
                "10.0.0.0/255.255.255.0 | \"10.0.0.0/255.255.255.0\" is not a subnet: the prefix length of IPv4 is 0 to 32",
                "10.0.0/24 | \"10.0.0/24\" is not a subnet: expected one such as 10.0.0.0/24",
            })
    void saysPreciselyWhatIsWrong(String text, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16, 10.0.255.255, true",
        "10.0.0.0/16, 10.1.0.0, false",
        "0.0.0.0/0, ::1, false",
        "::/0, 1.2.3.4, false",
        "fd00::/65, fd00::8000:0:0:0, false",
        "fd00::/63, fd00:0:0:1::, true",
    })
    void containsTheAddressesOfItsFamilyWithItsPrefix(String block, String address, boolean contained) {
        assertEquals(contained, Cidr.parse(block).contains(IpAddress.parse(address)));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.0/23, 10.1.3.248/30, true",
        "192.168.0.0/16, 192.168.128.0/17, true",
        "10.0.0.0/24, 10.0.0.0/24, true",
        "10.0.0.0/24, 10.0.1.0/24, false",
        "0.0.0.0/0, ::/0, false",
    })
    void overlapsWhatSharesAnAddress(String one, String other, boolean overlap) {
        assertEquals(overlap, Cidr.parse(one).overlaps(Cidr.parse(other)));
        assertEquals(overlap, Cidr.parse(other).overlaps(Cidr.parse(one)));
    }

    @Test
    void containsItselfButNotALargerBlock() {
        Cidr small = Cidr.parse("10.0.0.0/25");
        assertTrue(small.contains(small));
        assertTrue(Cidr.parse("10.0.0.0/24").contains(small));
        assertFalse(small.contains(Cidr.parse("10.0.0.0/24")));
    }

    @Test
    void masksTheHostBitsOfAnyAddress() {
        assertEquals(Cidr.parse("10.0.0.0/24"), Cidr.of(IpAddress.parse("10.0.0.77"), 24));
        assertEquals(Cidr.parse("::/0"), Cidr.of(IpAddress.parse("fd00::1"), 0));
    }

    @Test
    void readsAnInterfaceAddressWithItsHostBits() {
        InterfaceAddress address = InterfaceAddress.parse("10.0.0.5/24");
        assertEquals("10.0.0.5/24", address.toString());
        assertEquals(Cidr.parse("10.0.0.0/24"), address.network());
        assertThrows(IllegalArgumentException.class, () -> InterfaceAddress.parse("10.0.0.5"));
        assertThrows(IllegalArgumentException.class, () -> new InterfaceAddress(IpAddress.parse("10.0.0.5"), 33));
    }
}
