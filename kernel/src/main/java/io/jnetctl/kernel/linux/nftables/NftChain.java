package io.jnetctl.kernel.linux.nftables;

import io.jnetctl.kernel.linux.wire.WireReader;
import org.jspecify.annotations.Nullable;

/**
 * A chain as NFT_MSG_NEWCHAIN tells of it: linux/netfilter/nf_tables.h.
 *
 * @param protocol NFPROTO_ of linux/netfilter.h
 * @param hook where a base chain sees packets; null for a chain that rules jump to
 * @param accepts whether it lets pass what no rule decides on; true for a chain without a policy
 * @param uses how many rules it has, and how many jump to it
 */
record NftChain(
        int protocol, String table, String name, @Nullable Hook hook, boolean accepts, int uses) {
    private static final int NFTA_CHAIN_TABLE = 1;
    private static final int NFTA_CHAIN_NAME = 3;
    private static final int NFTA_CHAIN_HOOK = 4;
    private static final int NFTA_CHAIN_POLICY = 5;
    private static final int NFTA_CHAIN_USE = 6;
    private static final int NFTA_HOOK_HOOKNUM = 1;
    private static final int NFTA_HOOK_PRIORITY = 2;

    /** NF_ACCEPT of linux/netfilter.h. */
    private static final int NF_ACCEPT = 1;

    /**
     * NFTA_CHAIN_HOOK.
     *
     * @param number NF_INET_, NF_ARP_ or NF_NETDEV_, as the family has it
     * @param priority chains of lower ones see a packet first
     */
    record Hook(int number, int priority) {
        private static Hook decode(WireReader attributes) {
            int[] numbers = {0, 0};
            attributes.attributes((type, value) -> {
                switch (type) {
                    case NFTA_HOOK_HOOKNUM -> numbers[0] = value.u32BigEndian();
                    case NFTA_HOOK_PRIORITY -> numbers[1] = value.u32BigEndian();
                    default -> value.skip();
                }
            });
            return new Hook(numbers[0], numbers[1]);
        }
    }

    /** Collects a chain's attributes. */
    private static final class Decoding {
        private String table = "";
        private String name = "";
        private @Nullable Hook hook;
        private int policy = NF_ACCEPT;
        private int uses;
    }

    static NftChain decode(WireReader body) {
        int protocol = body.u8();
        body.skip(NftRequests.HEADER_BYTES - 1);
        Decoding chain = new Decoding();
        body.attributes((type, value) -> {
            switch (type) {
                case NFTA_CHAIN_TABLE -> chain.table = value.string();
                case NFTA_CHAIN_NAME -> chain.name = value.string();
                case NFTA_CHAIN_HOOK -> chain.hook = Hook.decode(value);
                case NFTA_CHAIN_POLICY -> chain.policy = value.u32BigEndian();
                case NFTA_CHAIN_USE -> chain.uses = value.u32BigEndian();
                default -> value.skip();
            }
        });
        return new NftChain(protocol, chain.table, chain.name, chain.hook, chain.policy == NF_ACCEPT, chain.uses);
    }

    boolean isIdle() {
        return accepts && uses == 0;
    }
}
