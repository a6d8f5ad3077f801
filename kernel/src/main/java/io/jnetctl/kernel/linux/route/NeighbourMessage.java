package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.RtNetlink.RTM_NEWNEIGH;

import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;

/**
 * A neighbour or, in the family AF_BRIDGE, a forwarding entry: struct ndmsg of linux/neighbour.h and its attributes.
 *
 * @param index of the interface
 * @param state NUD_ of linux/neighbour.h
 * @param flags NTF_ of linux/neighbour.h
 * @param type RTN_ of linux/rtnetlink.h, set by the kernel
 */
public record NeighbourMessage(
        int family, int index, int state, int flags, int type, List<NeighbourAttribute> attributes)
        implements RtnetlinkMessage<NeighbourAttribute> {
    /** Learned from no packet, and never forgotten. */
    public static final int NUD_PERMANENT = 0x80;

    /** Derived, such as that of a multicast address. */
    public static final int NUD_NOARP = 0x40;

    /** Ask for it at once, as if there was a packet for it. */
    public static final int NTF_USE = 0x01;

    /** For forwarding entries: of the interface's own table. */
    public static final int NTF_SELF = 0x02;

    /** An address that is answered for, not one that was found. */
    public static final int NTF_PROXY = 0x08;

    /** For forwarding entries: of the table of the interface's bridge. */
    public static final int NTF_MASTER = 0x04;

    public NeighbourMessage {
        attributes = List.copyOf(attributes);
    }

    /** No neighbour in particular, of one family. */
    public static NeighbourMessage any(int family) {
        return new NeighbourMessage(family, 0, 0, 0, 0, List.of());
    }

    /** Those that a namespace answers for, of one family. */
    public static NeighbourMessage proxies(int family) {
        return new NeighbourMessage(family, 0, 0, NTF_PROXY, 0, List.of());
    }

    /** Whether it was asked for, or heard of. */
    public boolean isLearned() {
        return (state & (NUD_PERMANENT | NUD_NOARP)) == 0;
    }

    public static NeighbourMessage decode(WireReader body) {
        int family = body.u8();
        body.skip(3);
        return new NeighbourMessage(
                family,
                body.u32(),
                body.u16(),
                body.u8(),
                body.u8(),
                body.attributeList((attribute, value) -> NeighbourAttribute.decode(family, attribute, value)));
    }

    @Override
    public void encode(WireWriter out) {
        out.u8(family).zeros(3).u32(index).u16(state).u8(flags).u8(type).all(attributes);
    }

    @Override
    public int newType() {
        return RTM_NEWNEIGH;
    }

    @Override
    public String label() {
        return index == 0 ? "neighbours" : "neighbour on link " + index;
    }
}
