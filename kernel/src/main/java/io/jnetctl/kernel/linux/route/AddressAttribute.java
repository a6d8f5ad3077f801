package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.IfAddress.IFA_ADDRESS;
import static io.jnetctl.kernel.linux.route.IfAddress.IFA_BROADCAST;
import static io.jnetctl.kernel.linux.route.IfAddress.IFA_FLAGS;
import static io.jnetctl.kernel.linux.route.IfAddress.IFA_LABEL;
import static io.jnetctl.kernel.linux.route.IfAddress.IFA_LOCAL;
import static io.jnetctl.kernel.linux.route.IfAddress.IFA_PROTO;
import static io.jnetctl.kernel.linux.route.IfAddress.IFA_TARGET_NETNSID;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;

/** An attribute of an address: IFA_ of linux/if_addr.h. */
public sealed interface AddressAttribute extends Encodable {
    /** The address itself or, on a point-to-point link, that of the other end. */
    record Address(IpAddress address) implements AddressAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(IFA_ADDRESS, address.toBytes());
        }
    }

    /** The address itself. IPv6 gives it only beside another end. */
    record Local(IpAddress address) implements AddressAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(IFA_LOCAL, address.toBytes());
        }
    }

    /** An IPv4 name of the link and address, such as {@code eth0:1}. */
    record Label(String text) implements AddressAttribute {
        @Override
        public void encode(WireWriter out) {
            out.stringAttribute(IFA_LABEL, text);
        }
    }

    record Broadcast(IpAddress address) implements AddressAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(IFA_BROADCAST, address.toBytes());
        }
    }

    /** All of the flags; the header has room for eight only. IFA_F_ of {@link AddressMessage}. */
    record Flags(int flags) implements AddressAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFA_FLAGS, flags);
        }
    }

    /** The namespace that a request is about, by its id in the socket's. */
    record TargetNamespace(int namespaceId) implements AddressAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFA_TARGET_NETNSID, namespaceId);
        }
    }

    /** Who made the address: IFAPROT_, 0 where nobody said. */
    record Protocol(int protocol) implements AddressAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(IFA_PROTO, protocol);
        }
    }

    /** One that has no record of its own here. */
    record Unknown(int type, Bytes value) implements AddressAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static AddressAttribute decode(int family, int type, WireReader value) {
        // Other families, such as MPLS, have addresses of their own under these numbers.
        if (!AddressFamily.isIp(family)) {
            return new Unknown(type, value.rest());
        }
        return switch (type) {
            case IFA_ADDRESS -> new Address(AddressFamily.address(value));
            case IFA_LOCAL -> new Local(AddressFamily.address(value));
            case IFA_LABEL -> new Label(value.string());
            case IFA_BROADCAST -> new Broadcast(AddressFamily.address(value));
            case IFA_FLAGS -> new Flags(value.u32());
            case IFA_TARGET_NETNSID -> new TargetNamespace(value.u32());
            case IFA_PROTO -> new Protocol(value.u8());
            default -> new Unknown(type, value.rest());
        };
    }
}
