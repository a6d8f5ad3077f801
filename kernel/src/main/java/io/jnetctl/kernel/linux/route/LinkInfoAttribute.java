package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.IfLink.IFLA_INFO_DATA;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_INFO_KIND;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_INFO_SLAVE_DATA;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_INFO_SLAVE_KIND;
import static io.jnetctl.kernel.linux.route.IfLink.VETH_INFO_PEER;

import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;

/** What a link is: an attribute inside IFLA_LINKINFO of linux/if_link.h. */
public sealed interface LinkInfoAttribute extends Encodable {
    String BRIDGE = "bridge";
    String VETH = "veth";
    String DUMMY = "dummy";

    /** The driver, such as {@code veth}. Physical links have none. */
    record Kind(String name) implements LinkInfoAttribute {
        @Override
        public void encode(WireWriter out) {
            out.stringAttribute(IFLA_INFO_KIND, name);
        }
    }

    /** Settings of a link of kind {@code bridge}. */
    record BridgeData(List<BridgeAttribute> attributes) implements LinkInfoAttribute {
        @Override
        public void encode(WireWriter out) {
            out.nested(IFLA_INFO_DATA, attributes);
        }
    }

    /** The other end of a link of kind {@code veth}, in a request that makes both (linux/veth.h). */
    record VethPeer(LinkMessage peer) implements LinkInfoAttribute {
        @Override
        public void encode(WireWriter out) {
            out.nested(IFLA_INFO_DATA, data -> data.nested(VETH_INFO_PEER, peer));
        }
    }

    /** The driver of the link's master. */
    record PortKind(String name) implements LinkInfoAttribute {
        @Override
        public void encode(WireWriter out) {
            out.stringAttribute(IFLA_INFO_SLAVE_KIND, name);
        }
    }

    /** Settings of a port of a bridge. */
    record BridgePortData(List<BridgePortAttribute> attributes) implements LinkInfoAttribute {
        @Override
        public void encode(WireWriter out) {
            out.nested(IFLA_INFO_SLAVE_DATA, attributes);
        }
    }

    /** One that has no record of its own here, such as the data of other drivers. */
    record Unknown(int type, Bytes value) implements LinkInfoAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    /** A decoder for one such list: what the data means depends on the kind, which the kernel puts before it. */
    static WireReader.AttributeDecoder<LinkInfoAttribute> decoder() {
        return new LinkInfoDecoder();
    }
}
