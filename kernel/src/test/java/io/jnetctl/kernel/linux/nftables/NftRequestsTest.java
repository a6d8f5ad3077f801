package io.jnetctl.kernel.linux.nftables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.linux.host.PrivateHost;
import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.Request;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes are those of a little-endian machine, as most are. */
class NftRequestsTest {
    private static final int NEW_TABLE = 10 << 8;

    @BeforeEach
    void onALittleEndianMachine() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void aBatchBeginsWithTheGenerationThatItIsMadeFor() {
        assertWritten(
                NftRequests.begin(0x01020304),
                "1c000000 1000 0100 07000000 00000000" // 28 bytes, NFNL_MSG_BATCH_BEGIN, NLM_F_REQUEST, 7th, from the
                        // kernel's 0
                        + "00 00 000a" // AF_UNSPEC, version, NFNL_SUBSYS_NFTABLES in network order
                        + "0800 0100 01020304"); // NFNL_BATCH_GENID in network order
    }

    @Test
    void aTableIsDeletedByItsNameUnlessItIsInUse() {
        assertWritten(
                NftRequests.deleteTable(Family.V6, "nat"),
                "1c000000 020a 0101 07000000 00000000" // NFT_MSG_DELTABLE of subsystem 10, NLM_F_REQUEST and
                        // NLM_F_NONREC
                        + "0a 00 0000" // NFPROTO_IPV6
                        + "0800 0100 6e617400"); // NFTA_TABLE_NAME
    }

    @Test
    void aChainIsDeletedByItsTableAndName() {
        assertWritten(
                NftRequests.deleteChain(Family.V4, "nat", "INPUT"),
                "28000000 050a 0101 07000000 00000000" // NFT_MSG_DELCHAIN
                        + "02 00 0000" // NFPROTO_IPV4
                        + "0800 0100 6e617400" // NFTA_CHAIN_TABLE
                        + "0a00 0300 494e50555400 0000"); // NFTA_CHAIN_NAME, padded
    }

    @Test
    void aBatchEnds() {
        assertWritten(NftRequests.end(), "14000000 1100 0100 07000000 00000000 00 00 000a");
    }

    @Test
    void aChainIsReadWithItsHookPolicyAndUse() {
        String chain = "02 00 0001" // NFPROTO_IPV4; the generation, cut to 16 bits
                + "0800 0100 6e617400" // NFTA_CHAIN_TABLE
                + "0c00 0200 0000000000000001" // NFTA_CHAIN_HANDLE
                + "0a00 0300 494e50555400 0000" // NFTA_CHAIN_NAME
                + "1400 0480 0800 0100 00000002 0800 0200 fffffffb" // NFTA_CHAIN_HOOK: NF_INET_FORWARD, priority -5
                + "0800 0500 00000000" // NFTA_CHAIN_POLICY: NF_DROP
                + "0800 0600 00000003"; // NFTA_CHAIN_USE
        byte[] bytes = Bytes.ofHex(chain).toArray();
        assertEquals(
                new NftChain(2, "nat", "INPUT", new NftChain.Hook(2, -5), false, 3),
                NftChain.decode(WireReader.of(bytes)));
        // A text may end after an attribute, and before or in its padding.
        Set<Integer> ends = Set.of(4, 12, 24, 34, 35, 36, 56, 64);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            if (!ends.contains(length)) {
                assertThrows(MalformedMessageException.class, () -> NftChain.decode(WireReader.of(cut)));
            }
        }
    }

    @Test
    void aBatchForAnEarlierGenerationChangesNothing() throws Exception {
        inAHostWithATable((socket, nftables) -> {
            ErrnoException refused = assertThrows(
                    ErrnoException.class,
                    () -> socket.transact(
                            NftRequests.begin(-1),
                            List.of(NftRequests.deleteTable(Family.V4, "nat")),
                            NftRequests.end()));
            assertEquals(Errno.ERESTART, refused.error());
            assertEquals(true, nftables.hasTable(Family.V4, "nat"));
        });
    }

    @Test
    void aTableWithASetInItIsNotDeleted() throws Exception {
        inAHostWithATable((socket, nftables) -> {
            newObject(
                    socket,
                    9,
                    "set",
                    out -> out.stringAttribute(1, "nat") // NFTA_SET_TABLE
                            .stringAttribute(2, "theirs") // NFTA_SET_NAME
                            .attribute(5, number -> number.u32BigEndian(4)) // NFTA_SET_KEY_LEN
                            .attribute(10, number -> number.u32BigEndian(1))); // NFTA_SET_ID
            assertEquals(false, nftables.deleteUnused(Family.V4, "nat", Set.of()));
            assertEquals(true, nftables.hasTable(Family.V4, "nat"));
        });
    }

    @Test
    void anEmptyTableIsDeletedAndOneThatIsGoneIsGone() throws Exception {
        inAHostWithATable((socket, nftables) -> {
            assertEquals(true, nftables.deleteUnused(Family.V4, "nat", Set.of()));
            assertEquals(false, nftables.hasTable(Family.V4, "nat"));
            assertEquals(true, nftables.deleteUnused(Family.V4, "nat", Set.of()));
        });
    }

    private interface Body {
        void run(NetlinkSocket socket, Nftables nftables);
    }

    private static void inAHostWithATable(Body body) throws Exception {
        PrivateHost.call(() -> {
            try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.NETFILTER)) {
                newObject(socket, 0, "table", out -> out.stringAttribute(1, "nat"));
                body.run(socket, new Nftables(socket));
            }
            return true;
        });
    }

    /** What iptables or nft(8) would make. */
    private static void newObject(
            NetlinkSocket socket, int type, String label, io.jnetctl.kernel.linux.wire.Encodable attributes) {
        int create = 0x400;
        Request request = new Request(NEW_TABLE | type, create, "make " + label, out -> {
            out.u8(2).u8(0).u16(0);
            attributes.encode(out);
        });
        socket.transact(NftRequests.begin(0), List.of(request), NftRequests.end());
    }

    private static void assertWritten(Request request, String hex) {
        WireWriter out = new WireWriter();
        request.encode(out, 0, 7);
        assertEquals(Bytes.ofHex(hex), Bytes.of(out.toByteArray()));
    }
}
