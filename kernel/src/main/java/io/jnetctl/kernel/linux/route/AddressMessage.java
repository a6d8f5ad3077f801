package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.RtNetlink.RTM_NEWADDR;

import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An address of a link: struct ifaddrmsg of linux/if_addr.h and its attributes.
 *
 * @param prefixLength of the subnet on the link
 * @param headerFlags the lower eight IFA_F_ flags; {@link #flags()} has all
 * @param scope RT_SCOPE_ of linux/rtnetlink.h
 * @param index of the interface
 */
public record AddressMessage(
        int family, int prefixLength, int headerFlags, int scope, int index, List<AddressAttribute> attributes)
        implements RtnetlinkMessage<AddressAttribute> {
    /** Another address of the same IPv4 subnet was there first, and this one goes when that does. */
    public static final int IFA_F_SECONDARY = 0x01;

    /** Use it at once, without asking the network whether somebody else has it. */
    public static final int IFA_F_NODAD = 0x02;

    /** Somebody else has it. */
    public static final int IFA_F_DADFAILED = 0x08;

    /** It cannot be used yet. */
    public static final int IFA_F_TENTATIVE = 0x40;

    /** It was set, and does not expire. */
    public static final int IFA_F_PERMANENT = 0x80;

    /** No route to its subnet was made with it. */
    public static final int IFA_F_NOPREFIXROUTE = 0x200;

    public AddressMessage {
        attributes = List.copyOf(attributes);
    }

    /** That address on the link of that index. */
    public static AddressMessage of(int index, InterfaceAddress address) {
        IpAddress ip = address.address();
        return new AddressMessage(
                AddressFamily.of(ip),
                address.prefixLength(),
                0,
                0,
                index,
                List.of(new AddressAttribute.Local(ip), new AddressAttribute.Address(ip)));
    }

    /** No address in particular. */
    public static AddressMessage any() {
        return new AddressMessage(AddressFamily.AF_UNSPEC, 0, 0, 0, 0, List.of());
    }

    public static AddressMessage decode(WireReader body) {
        int family = body.u8();
        AddressMessage message = new AddressMessage(
                family,
                body.u8(),
                body.u8(),
                body.u8(),
                body.u32(),
                body.attributeList((type, value) -> AddressAttribute.decode(family, type, value)));
        message.ip().ifPresent(ip -> AddressFamily.checkPrefix(body, ip, message.prefixLength));
        return message;
    }

    @Override
    public void encode(WireWriter out) {
        out.u8(family).u8(prefixLength).u8(headerFlags).u8(scope).u32(index).all(attributes);
    }

    /** The same message with more attributes at its end. */
    public AddressMessage with(AddressAttribute... more) {
        return new AddressMessage(
                family,
                prefixLength,
                headerFlags,
                scope,
                index,
                Stream.concat(attributes.stream(), Stream.of(more)).toList());
    }

    /** The address that the link has: the local one where both ends are given. */
    public Optional<InterfaceAddress> address() {
        return ip().map(ip -> new InterfaceAddress(ip, prefixLength));
    }

    private Optional<IpAddress> ip() {
        return find(AddressAttribute.Local.class)
                .map(AddressAttribute.Local::address)
                .or(() -> find(AddressAttribute.Address.class).map(AddressAttribute.Address::address));
    }

    /** All of the IFA_F_ flags. */
    public int flags() {
        return find(AddressAttribute.Flags.class)
                .map(AddressAttribute.Flags::flags)
                .orElse(headerFlags);
    }

    @Override
    public int newType() {
        return RTM_NEWADDR;
    }

    @Override
    public String label() {
        return address()
                .map(address -> "address " + address + " on link " + index)
                .orElse("addresses");
    }
}
