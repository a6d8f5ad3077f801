package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.IfLink.IFLA_ADDRESS;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_AF_SPEC;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_ALT_IFNAME;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_EXT_MASK;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_GROUP;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_IFALIAS;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_IFNAME;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_LINK;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_LINKINFO;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_LINK_NETNSID;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_MASTER;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_MTU;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_NET_NS_FD;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_NET_NS_PID;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_OPERSTATE;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_PROP_LIST;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_TARGET_NETNSID;

import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/** An attribute of a link: IFLA_ of linux/if_link.h. */
public sealed interface LinkAttribute extends Encodable {
    /** The interface name, at most 15 bytes. */
    record Name(String name) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.stringAttribute(IFLA_IFNAME, name);
        }
    }

    record Mtu(int bytes) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFLA_MTU, bytes);
        }
    }

    record HardwareAddress(Bytes address) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(IFLA_ADDRESS, address.toArray());
        }

        public static HardwareAddress of(MacAddress mac) {
            return new HardwareAddress(Bytes.of(mac.toBytes()));
        }

        /** The address as a MAC; empty where it is none: tunnels have addresses of other lengths. */
        public Optional<MacAddress> mac() {
            return address.length() == MacAddress.BYTES
                    ? Optional.of(MacAddress.ofBytes(address.toArray()))
                    : Optional.empty();
        }
    }

    /** The index of the bridge or other device that this link is a port of; 0 takes it out. */
    record Master(int index) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFLA_MASTER, index);
        }
    }

    /** The index of the other end of a veth, or of the device below a VLAN; in the namespace of {@link PeerNamespace} where that is given. */
    record Lower(int index) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFLA_LINK, index);
        }
    }

    /** The namespace of {@link Lower}, by the id it has in the link's own. */
    record PeerNamespace(int namespaceId) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFLA_LINK_NETNSID, namespaceId);
        }
    }

    /** The group, by which links can be changed or deleted together. */
    record Group(int number) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFLA_GROUP, number);
        }
    }

    /** A free text, at most 255 bytes. */
    record Alias(String text) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.stringAttribute(IFLA_IFALIAS, text);
        }
    }

    /** RFC 2863 operational state: IF_OPER_ of linux/if.h. */
    record OperationalState(int state) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(IFLA_OPERSTATE, state);
        }
    }

    /** What the link is and, for a port, what it is part of. */
    record Info(List<LinkInfoAttribute> attributes) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.nested(IFLA_LINKINFO, attributes);
        }
    }

    /** The namespace to make the link in or to move it to, by a descriptor of this process. */
    record NamespaceFd(int fd) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFLA_NET_NS_FD, fd);
        }
    }

    /** The namespace to make the link in or to move it to, by a process in it. */
    record NamespacePid(int pid) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFLA_NET_NS_PID, pid);
        }
    }

    /** The namespace that a request is about, by its id in the socket's. */
    record TargetNamespace(int namespaceId) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFLA_TARGET_NETNSID, namespaceId);
        }
    }

    /** What else to put into an answer, or to leave out: RTEXT_FILTER_ of linux/rtnetlink.h. */
    record ExtendedMask(int flags) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFLA_EXT_MASK, flags);
        }
    }

    /** The names that the link has beside its first. */
    record Properties(List<LinkProperty> properties) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.nested(IFLA_PROP_LIST, properties);
        }
    }

    /** Asks for the link of that alternative name. */
    record AlternativeName(String name) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.stringAttribute(IFLA_ALT_IFNAME, name);
        }
    }

    /** What address families keep for a link. */
    record FamilySettings(List<FamilySetting> settings) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.nested(IFLA_AF_SPEC, settings);
        }
    }

    /** One that has no record of its own here. */
    record Unknown(int type, Bytes value) implements LinkAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static LinkAttribute decode(int family, int type, WireReader value) {
        return switch (type) {
            case IFLA_IFNAME -> new Name(value.string());
            case IFLA_MTU -> new Mtu(value.u32());
            case IFLA_ADDRESS -> new HardwareAddress(value.rest());
            case IFLA_MASTER -> new Master(value.u32());
            case IFLA_LINK -> new Lower(value.u32());
            case IFLA_LINK_NETNSID -> new PeerNamespace(value.u32());
            case IFLA_GROUP -> new Group(value.u32());
            case IFLA_IFALIAS -> new Alias(value.string());
            case IFLA_OPERSTATE -> new OperationalState(value.u8());
            case IFLA_LINKINFO -> new Info(value.attributeList(LinkInfoAttribute.decoder()));
            case IFLA_NET_NS_FD -> new NamespaceFd(value.u32());
            case IFLA_NET_NS_PID -> new NamespacePid(value.u32());
            case IFLA_TARGET_NETNSID -> new TargetNamespace(value.u32());
            case IFLA_EXT_MASK -> new ExtendedMask(value.u32());
            case IFLA_PROP_LIST -> new Properties(value.attributeList(LinkProperty::decode));
            case IFLA_ALT_IFNAME -> new AlternativeName(value.string());
            // Messages of the bridge family keep VLANs there instead.
            case IFLA_AF_SPEC ->
                family == AddressFamily.AF_BRIDGE
                        ? new Unknown(type, value.rest())
                        : new FamilySettings(value.attributeList(FamilySetting::decode));
            default -> new Unknown(type, value.rest());
        };
    }
}
