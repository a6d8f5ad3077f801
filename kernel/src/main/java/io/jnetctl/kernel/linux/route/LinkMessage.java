package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.RtNetlink.RTM_NEWLINK;
import static io.jnetctl.kernel.linux.route.RtNetlink.RTM_NEWLINKPROP;
import static io.jnetctl.kernel.linux.wire.Nlmsg.NLM_F_CREATE;
import static io.jnetctl.kernel.linux.wire.Nlmsg.NLM_F_EXCL;

import io.jnetctl.kernel.linux.wire.Request;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;
import java.util.stream.Stream;

/**
 * A link: struct ifinfomsg of linux/rtnetlink.h and its attributes.
 *
 * @param family AF_UNSPEC, or AF_BRIDGE for a bridge's view of its ports
 * @param deviceType ARPHRD_ of linux/if_arp.h; 0 in requests
 * @param index of the interface; in requests 0 where a name, or nothing, says which
 * @param flags IFF_ of linux/if.h
 * @param changeMask which of the flags a request sets
 */
public record LinkMessage(
        int family, int deviceType, int index, int flags, int changeMask, List<LinkAttribute> attributes)
        implements RtnetlinkMessage<LinkAttribute> {
    public static final int IFF_UP = 0x1;
    public static final int IFF_LOOPBACK = 0x8;
    public static final int IFF_RUNNING = 0x40;
    public static final int IFF_LOWER_UP = 0x10000;

    /** For {@link LinkAttribute.ExtendedMask}: leave the counters that IPv6 keeps for a link out. */
    public static final int RTEXT_FILTER_SKIP_STATS = 0x8;

    public LinkMessage {
        attributes = List.copyOf(attributes);
    }

    /** The link of that index. */
    public static LinkMessage ofIndex(int index) {
        return new LinkMessage(AddressFamily.AF_UNSPEC, 0, index, 0, 0, List.of());
    }

    /** The link of that name, or one to be made. */
    public static LinkMessage named(String name) {
        return ofIndex(0).with(new LinkAttribute.Name(name));
    }

    /** No link in particular: all, or those of the group that an attribute names. */
    public static LinkMessage any() {
        return ofIndex(0);
    }

    public static LinkMessage decode(WireReader body) {
        int family = body.u8();
        body.skip(1);
        return new LinkMessage(
                family,
                body.u16(),
                body.u32(),
                body.u32(),
                body.u32(),
                body.attributeList((type, value) -> LinkAttribute.decode(family, type, value)));
    }

    @Override
    public void encode(WireWriter out) {
        out.u8(family).u8(0).u16(deviceType).u32(index).u32(flags).u32(changeMask);
        out.all(attributes);
    }

    /** The same message with more attributes at its end. */
    public LinkMessage with(LinkAttribute... more) {
        return new LinkMessage(
                family,
                deviceType,
                index,
                flags,
                changeMask,
                Stream.concat(attributes.stream(), Stream.of(more)).toList());
    }

    /** The same message, setting the link up. */
    public LinkMessage up() {
        return new LinkMessage(family, deviceType, index, flags | IFF_UP, changeMask | IFF_UP, attributes);
    }

    /** The same message, setting the link down. */
    public LinkMessage down() {
        return new LinkMessage(family, deviceType, index, flags & ~IFF_UP, changeMask | IFF_UP, attributes);
    }

    public boolean isUp() {
        return (flags & IFF_UP) != 0;
    }

    /** Adds the {@link LinkAttribute.Properties} of this message to the link. */
    public Request addProperties() {
        return new Request(RTM_NEWLINKPROP, NLM_F_CREATE | NLM_F_EXCL, "add names of " + label(), this);
    }

    @Override
    public int newType() {
        return RTM_NEWLINK;
    }

    @Override
    public String label() {
        return find(LinkAttribute.Name.class)
                .map(name -> "link " + name.name())
                .orElse(index == 0 ? "links" : "link " + index);
    }
}
