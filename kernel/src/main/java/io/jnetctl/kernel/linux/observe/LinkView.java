package io.jnetctl.kernel.linux.observe;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.linux.route.BridgeAttribute;
import io.jnetctl.kernel.linux.route.BridgePortAttribute;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkInfoAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an observation needs of a link, taken from its message in one pass.
 *
 * @param kind the driver, or {@code device} for a link without one
 * @param master index of the bridge it is a port of, 0 for none
 * @param lower for a veth the index of its peer, 0 where not told
 * @param peerNamespace the id of the peer's namespace, null where that is the link's own
 * @param isolated whether it is an isolated port of a bridge
 * @param hairpin whether it is a port of a bridge that may send its frames back
 * @param filtered for a bridge, whether it shows iptables by a setting of its own what it forwards of a family; empty for a kernel
 *     that has no such setting
 */
record LinkView(
        int index,
        String name,
        String kind,
        String alias,
        int group,
        int mtu,
        @Nullable MacAddress macAddress,
        int master,
        int lower,
        @Nullable Integer peerNamespace,
        boolean up,
        boolean isolated,
        boolean hairpin,
        Map<Family, Boolean> filtered) {
    private static final String NO_DRIVER = "device";
    private static final BridgePortAttribute ISOLATED = new BridgePortAttribute.Isolated(true);
    private static final BridgePortAttribute HAIRPIN = new BridgePortAttribute.Hairpin(true);

    boolean isLoopback() {
        return index == io.jnetctl.kernel.linux.netns.OpenNetns.LOOPBACK_INDEX;
    }

    boolean isBridge() {
        return kind.equals(LinkInfoAttribute.BRIDGE);
    }

    boolean isVeth() {
        return kind.equals(LinkInfoAttribute.VETH);
    }

    static LinkView of(LinkMessage message) {
        String name = "";
        String kind = NO_DRIVER;
        String alias = "";
        int group = 0;
        int mtu = 0;
        MacAddress macAddress = null;
        int master = 0;
        int lower = 0;
        Integer peerNamespace = null;
        List<BridgePortAttribute> port = List.of();
        Map<Family, Boolean> filtered = Map.of();
        for (LinkAttribute attribute : message.attributes()) {
            // A chain, not a switch: that one would cost a cold JVM milliseconds to link.
            if (attribute instanceof LinkAttribute.Name found) {
                name = found.name();
            } else if (attribute instanceof LinkAttribute.Alias found) {
                alias = found.text();
            } else if (attribute instanceof LinkAttribute.Group found) {
                group = found.number();
            } else if (attribute instanceof LinkAttribute.Mtu found) {
                mtu = found.bytes();
            } else if (attribute instanceof LinkAttribute.HardwareAddress found) {
                macAddress = found.mac().orElse(null);
            } else if (attribute instanceof LinkAttribute.Master found) {
                master = found.index();
            } else if (attribute instanceof LinkAttribute.Lower found) {
                lower = found.index();
            } else if (attribute instanceof LinkAttribute.PeerNamespace found) {
                peerNamespace = found.namespaceId();
            } else if (attribute instanceof LinkAttribute.Info found) {
                kind = kind(found);
                port = port(found);
                filtered = filtered(found);
            }
        }
        return new LinkView(
                message.index(),
                name,
                kind,
                alias,
                group,
                mtu,
                macAddress,
                master,
                lower,
                peerNamespace,
                message.isUp(),
                port.contains(ISOLATED),
                port.contains(HAIRPIN),
                filtered);
    }

    private static Map<Family, Boolean> filtered(LinkAttribute.Info info) {
        Map<Family, Boolean> filtered = new EnumMap<>(Family.class);
        for (LinkInfoAttribute attribute : info.attributes()) {
            if (attribute instanceof LinkInfoAttribute.BridgeData bridge) {
                for (BridgeAttribute setting : bridge.attributes()) {
                    if (setting instanceof BridgeAttribute.CallIptables found) {
                        filtered.put(Family.V4, found.enabled());
                    } else if (setting instanceof BridgeAttribute.CallIp6tables found) {
                        filtered.put(Family.V6, found.enabled());
                    }
                }
            }
        }
        return filtered;
    }

    private static List<BridgePortAttribute> port(LinkAttribute.Info info) {
        for (LinkInfoAttribute attribute : info.attributes()) {
            if (attribute instanceof LinkInfoAttribute.BridgePortData port) {
                return port.attributes();
            }
        }
        return List.of();
    }

    private static String kind(LinkAttribute.Info info) {
        for (LinkInfoAttribute attribute : info.attributes()) {
            if (attribute instanceof LinkInfoAttribute.Kind kind) {
                return kind.name();
            }
        }
        return NO_DRIVER;
    }
}
