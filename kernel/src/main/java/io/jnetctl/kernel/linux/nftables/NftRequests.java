package io.jnetctl.kernel.linux.nftables;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.Nlmsg;
import io.jnetctl.kernel.linux.wire.Request;
import io.jnetctl.kernel.linux.wire.WireWriter;

/** Requests: linux/netfilter/nfnetlink.h and linux/netfilter/nf_tables.h. */
final class NftRequests {
    /** Bytes of struct nfgenmsg. */
    static final int HEADER_BYTES = 4;

    private static final int NFNL_SUBSYS_NFTABLES = 10;

    private static final int NFNL_MSG_BATCH_BEGIN = 16;
    private static final int NFNL_MSG_BATCH_END = 17;
    private static final int NFNL_BATCH_GENID = 1;

    private static final int NFT_MSG_GETTABLE = 1;
    private static final int NFT_MSG_DELTABLE = 2;
    private static final int NFT_MSG_GETCHAIN = 4;
    private static final int NFT_MSG_DELCHAIN = 5;
    private static final int NFT_MSG_GETGEN = 16;

    private static final int NFTA_TABLE_NAME = 1;
    private static final int NFTA_CHAIN_TABLE = 1;
    private static final int NFTA_CHAIN_NAME = 3;

    /** On requests that delete: refuse with EBUSY what is in use, instead of deleting all that uses it (linux/netlink.h). */
    private static final int NLM_F_NONREC = 0x100;

    private static final int AF_UNSPEC = 0;

    /** NFPROTO_ of linux/netfilter.h. */
    private static final int NFPROTO_IPV4 = 2;

    private static final int NFPROTO_IPV6 = 10;

    private NftRequests() {}

    /** The number that grows with every change of the rule set. */
    static Request generation() {
        return request(NFT_MSG_GETGEN, 0, "read the generation of the rule set", AF_UNSPEC, out -> {});
    }

    static Request table(Family family, String table) {
        return request(
                NFT_MSG_GETTABLE,
                0,
                "get table " + table,
                protocol(family),
                out -> out.stringAttribute(NFTA_TABLE_NAME, table));
    }

    /** The chains of all tables of the family. */
    static Request chains(Family family) {
        return request(NFT_MSG_GETCHAIN, Nlmsg.NLM_F_DUMP, "list chains", protocol(family), out -> {});
    }

    /** The chains of all tables of all families. */
    static Request allChains() {
        return request(NFT_MSG_GETCHAIN, Nlmsg.NLM_F_DUMP, "list chains", AF_UNSPEC, out -> {});
    }

    /** What follows happens together, and not at all when the rule set is of another generation by now. */
    static Request begin(int generation) {
        return new Request(
                NFNL_MSG_BATCH_BEGIN,
                0,
                "begin",
                out -> header(out, AF_UNSPEC, NFNL_SUBSYS_NFTABLES)
                        .attribute(NFNL_BATCH_GENID, number -> number.u32BigEndian(generation)));
    }

    static Request deleteChain(Family family, String table, String chain) {
        return request(
                NFT_MSG_DELCHAIN,
                NLM_F_NONREC,
                "delete chain " + table + " " + chain,
                protocol(family),
                out -> out.stringAttribute(NFTA_CHAIN_TABLE, table).stringAttribute(NFTA_CHAIN_NAME, chain));
    }

    static Request deleteTable(Family family, String table) {
        return request(
                NFT_MSG_DELTABLE,
                NLM_F_NONREC,
                "delete table " + table,
                protocol(family),
                out -> out.stringAttribute(NFTA_TABLE_NAME, table));
    }

    static Request end() {
        return new Request(NFNL_MSG_BATCH_END, 0, "end", out -> header(out, AF_UNSPEC, NFNL_SUBSYS_NFTABLES));
    }

    private static Request request(int type, int flags, String label, int protocol, Encodable attributes) {
        return new Request(
                NFNL_SUBSYS_NFTABLES << Byte.SIZE | type,
                flags,
                label,
                out -> attributes.encode(header(out, protocol, 0)));
    }

    /** struct nfgenmsg; version 0 is the only one. */
    private static WireWriter header(WireWriter out, int protocol, int resource) {
        return out.u8(protocol).u8(0).u16BigEndian(resource);
    }

    private static int protocol(Family family) {
        return family == Family.V4 ? NFPROTO_IPV4 : NFPROTO_IPV6;
    }
}
