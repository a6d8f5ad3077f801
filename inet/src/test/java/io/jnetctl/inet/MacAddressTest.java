package io.jnetctl.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"AA:BB:CC:DD:EE:0f", "aa-bb-cc-dd-ee-0F", "aa:bb:cc:dd:ee:0f"})
    void readsColonsAndDashesOfAnyCase(String text) {
        MacAddress mac = MacAddress.parse(text);
        assertEquals("aa:bb:cc:dd:ee:0f", mac.toString());
        assertEquals(mac, MacAddress.ofBytes(mac.toBytes()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "aa:bb:cc:dd:ee",
                "aa:bb:cc:dd:ee:ff:00",
                "aa:bb-cc:dd:ee:ff",
                "aabbccddeeff",
                "ag:bb:cc:dd:ee:ff",
                "a:b:c:d:e:f"
            })
    void refusesWhatIsNotSixBytes(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> MacAddress.parse(text));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("\"" + text + "\" is not a MAC address"),
                refused.getMessage());
    }

    @Test
    void derivesFromAnIpv4Address() {
        assertEquals(
                "02:42:0a:0a:c8:05",
                MacAddress.ofIpv4(IpAddress.parse("10.10.200.5")).toString());
        assertThrows(IllegalArgumentException.class, () -> MacAddress.ofIpv4(IpAddress.parse("::1")));
    }

    @Test
    void tellsGroupAddressesFromAddressesOfOne() {
        assertTrue(MacAddress.parse("01:00:5e:00:00:01").isMulticast());
        assertTrue(MacAddress.parse("ff:ff:ff:ff:ff:ff").isMulticast());
        assertFalse(MacAddress.parse("02:42:0a:0a:00:05").isMulticast());
    }

    @Test
    void hasNoMoreThanFortyEightBits() {
        assertThrows(IllegalArgumentException.class, () -> new MacAddress(1L << 48));
        assertThrows(IllegalArgumentException.class, () -> MacAddress.ofBytes(new byte[8]));
    }
}
