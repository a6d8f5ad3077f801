package io.jnetctl.kernel.linux.nftables;

import io.jnetctl.kernel.linux.wire.WireReader;

/**
 * A chain as NFT_MSG_NEWCHAIN tells of it: linux/netfilter/nf_tables.h.
 *
 * @param accepts whether it lets pass what no rule decides on; true for a chain without a policy
 * @param uses how many rules it has, and how many jump to it
 */
record NftChain(String table, String name, boolean accepts, int uses) {
    private static final int NFTA_CHAIN_TABLE = 1;
    private static final int NFTA_CHAIN_NAME = 3;
    private static final int NFTA_CHAIN_POLICY = 5;
    private static final int NFTA_CHAIN_USE = 6;

    /** NF_ACCEPT of linux/netfilter.h. */
    private static final int NF_ACCEPT = 1;

    static NftChain decode(WireReader body) {
        body.skip(NftRequests.HEADER_BYTES);
        String[] names = {"", ""};
        int[] numbers = {NF_ACCEPT, 0};
        body.attributes((type, value) -> {
            switch (type) {
                case NFTA_CHAIN_TABLE -> names[0] = value.string();
                case NFTA_CHAIN_NAME -> names[1] = value.string();
                case NFTA_CHAIN_POLICY -> numbers[0] = value.u32BigEndian();
                case NFTA_CHAIN_USE -> numbers[1] = value.u32BigEndian();
                default -> value.skip();
            }
        });
        return new NftChain(names[0], names[1], numbers[0] == NF_ACCEPT, numbers[1]);
    }

    boolean isIdle() {
        return accepts && uses == 0;
    }
}
