package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.IfLink.IFLA_INFO_DATA;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_INFO_KIND;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_INFO_SLAVE_DATA;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_INFO_SLAVE_KIND;
import static io.jnetctl.kernel.linux.route.IfLink.VETH_INFO_PEER;

import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.WireReader;
import java.util.concurrent.atomic.AtomicReference;

/** Decodes one IFLA_LINKINFO and remembers the kinds it has read. Data whose kind was not read before it stays as bytes. */
final class LinkInfoDecoder implements WireReader.AttributeDecoder<LinkInfoAttribute> {
    private String kind = "";
    private String portKind = "";

    @Override
    public LinkInfoAttribute decode(int type, WireReader value) {
        return switch (type) {
            case IFLA_INFO_KIND -> {
                kind = value.string();
                yield new LinkInfoAttribute.Kind(kind);
            }
            case IFLA_INFO_SLAVE_KIND -> {
                portKind = value.string();
                yield new LinkInfoAttribute.PortKind(portKind);
            }
            case IFLA_INFO_DATA -> data(value);
            case IFLA_INFO_SLAVE_DATA -> portData(value);
            default -> new LinkInfoAttribute.Unknown(type, value.rest());
        };
    }

    private LinkInfoAttribute data(WireReader value) {
        return switch (kind) {
            case LinkInfoAttribute.BRIDGE ->
                new LinkInfoAttribute.BridgeData(value.attributeList(BridgeAttribute::decode));
            case LinkInfoAttribute.VETH -> vethPeer(value);
            default -> new LinkInfoAttribute.Unknown(IFLA_INFO_DATA, value.rest());
        };
    }

    private LinkInfoAttribute portData(WireReader value) {
        return portKind.equals(LinkInfoAttribute.BRIDGE)
                ? new LinkInfoAttribute.BridgePortData(value.attributeList(BridgePortAttribute::decode))
                : new LinkInfoAttribute.Unknown(IFLA_INFO_SLAVE_DATA, value.rest());
    }

    private static LinkInfoAttribute vethPeer(WireReader data) {
        int start = data.offset();
        AtomicReference<LinkMessage> peer = new AtomicReference<>();
        data.attributes((type, value) -> {
            if (type == VETH_INFO_PEER) {
                peer.set(LinkMessage.decode(value));
            } else {
                value.skip();
            }
        });
        LinkMessage found = peer.get();
        if (found == null) {
            throw new MalformedMessageException(start, "data of a veth without its peer");
        }
        return new LinkInfoAttribute.VethPeer(found);
    }
}
