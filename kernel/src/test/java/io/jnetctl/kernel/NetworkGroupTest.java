package io.jnetctl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkGroupTest {
    private static final Owner FRONT = new Owner("shop", "front");

    private static List<NetworkPolicy> policies() {
        List<NetworkPolicy> all = new ArrayList<>();
        for (int bits = 0; bits < 8; bits++) {
            for (Boolean hostAccess : new Boolean[] {null, false, true}) {
                all.add(new NetworkPolicy((bits & 1) != 0, (bits & 2) != 0, hostAccess, (bits & 4) != 0));
            }
        }
        return all;
    }

    private static boolean matches(String text, int group) {
        String[] parts = text.split("/", 2);
        int mask = Integer.parseUnsignedInt(parts[1].substring(2), 16);
        return (group & mask) == Integer.decode(parts[0]);
    }

    @Test
    void everyPolicyIsReadBackAndMatchedByTheTextsThatAreItsOwn() {
        for (NetworkPolicy policy : policies()) {
            int group = NetworkGroup.of(FRONT, policy);
            assertEquals(Optional.of(policy), NetworkGroup.policy(FRONT, group), policy.toString());
            assertTrue(matches(NetworkGroup.ANY, group), policy.toString());
            assertEquals(policy.internal(), matches(NetworkGroup.INTERNAL, group), policy.toString());
            assertEquals(policy.isolated(), matches(NetworkGroup.ISOLATED, group), policy.toString());
            assertEquals(policy.masquerade(), matches(NetworkGroup.MASQUERADE, group), policy.toString());
            Boolean hostAccess = policy.hostAccess();
            assertEquals(Boolean.FALSE.equals(hostAccess), matches(NetworkGroup.HOST_CLOSED, group), policy.toString());
            assertEquals(Boolean.TRUE.equals(hostAccess), matches(NetworkGroup.HOST_OPEN, group), policy.toString());
        }
    }

    @Test
    void anInternalNetworkIsClosedToTheHostUnlessItIsOpened() {
        assertEquals(false, new NetworkPolicy(true, false, null, false).hostAccess());
        assertEquals(true, new NetworkPolicy(true, false, true, false).hostAccess());
    }

    @Test
    void textsAreAsIptablesPrintsThem() {
        assertEquals("0x4b000000/0xff000000", NetworkGroup.ANY);
        assertEquals("0x4b800000/0xff800000", NetworkGroup.INTERNAL);
        assertEquals("0x4b400000/0xff400000", NetworkGroup.ISOLATED);
        assertEquals("0x4b200000/0xff200000", NetworkGroup.HOST_CLOSED);
        assertEquals("0x4b100000/0xff100000", NetworkGroup.HOST_OPEN);
        assertEquals("0x4b080000/0xff080000", NetworkGroup.MASQUERADE);
        assertEquals("0x4b0000a0/0xff0000f0", NetworkGroup.ofHighNibble(10));
        assertEquals("0x4b0000a7/0xff0000ff", NetworkGroup.ofNetworkByte(0xa7));
    }

    @Test
    void theNetworksByteIsFoundInTwoSteps() {
        int group = NetworkGroup.of(FRONT, NetworkPolicy.NONE);
        int networkByte = NetworkGroup.networkByte(FRONT);
        assertTrue(matches(NetworkGroup.ofNetworkByte(networkByte), group));
        assertTrue(matches(NetworkGroup.ofHighNibble(networkByte >> 4), group));
        assertFalse(matches(NetworkGroup.ofNetworkByte(networkByte ^ 1), group));
    }

    /** Bridges that exist would be taken for others' if the hashes were not those that they were made with. */
    @Test
    void groupsStayAsTheyAre() {
        assertEquals("4b02f4c4", Integer.toHexString(NetworkGroup.of(FRONT, NetworkPolicy.NONE)));
    }

    @Test
    void aGroupOfAnotherOwnerOrWithBitsOfNoPolicyHasNone() {
        int group = NetworkGroup.of(FRONT, NetworkPolicy.NONE);
        assertEquals(Optional.empty(), NetworkGroup.policy(new Owner("shop", "back"), group));
        assertEquals(Optional.empty(), NetworkGroup.policy(new Owner("blog", "front"), group));
        assertEquals(Optional.of(NetworkPolicy.NONE), NetworkGroup.policy(new Owner("shop", ""), group));
        int closedAndOpen = group | 0x00300000;
        assertEquals(Optional.empty(), NetworkGroup.policy(FRONT, closedAndOpen));
        assertEquals(Optional.empty(), NetworkGroup.policy(FRONT, 0));
    }
}
