package io.jnetctl.kernel.linux.execute;

import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkGroup;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.BridgeAttribute;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkInfoAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.sysctl.Sysctls;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bridges of the host. */
final class Bridges {
    /** ETH_MIN_MTU of linux/if_ether.h. */
    private static final int LEAST_MTU = 68;

    private final OpenNamespaces namespaces;
    private final Sysctls sysctls;

    Bridges(OpenNamespaces namespaces, Sysctls sysctls) {
        this.namespaces = namespaces;
        this.sysctls = sysctls;
    }

    /**
     * Makes it, without a wait for others that might have its link-local address, which the kernel derives from the MAC address: the host
     * asks for its neighbours by that address, so for as long as it waits no IPv6 packet gets through to a container.
     */
    void add(Bridge bridge, Owner owner) {
        List<LinkAttribute> attributes = new ArrayList<>();
        attributes.add(group(owner, bridge.policy()));
        attributes.add(isIsolated(bridge) ? filtering(true) : ofBridge());
        MacAddress mac = bridge.macAddress();
        if (mac != null) {
            attributes.add(LinkAttribute.HardwareAddress.of(mac));
        }
        Integer mtu = bridge.mtu();
        if (mtu != null) {
            attributes.add(new LinkAttribute.Mtu(mtu));
        }
        LinkMessage made = Links.named(bridge.name(), attributes);
        NetlinkSocket socket = host().socket();
        socket.request(made.create());
        sysctls.initialize(Netns.HOST, "net.ipv6.conf." + bridge.name().replace('.', '/') + ".accept_dad", "0");
        if (mtu != null) {
            pinMtu(socket, bridge.name(), mtu);
        }
        LinkMessage marked = Links.marked(bridge.name(), owner);
        socket.request((Boolean.FALSE.equals(bridge.up()) ? marked : marked.up()).change());
    }

    /**
     * Keeps the MTU whatever the ports' are. The kernel holds only that one for pinned which a change has set
     * (br_change_mtu in net/bridge/br_device.c), and takes the same value again for no change.
     */
    private static void pinMtu(NetlinkSocket socket, String name, int mtu) {
        int other = mtu > LEAST_MTU ? mtu - 1 : mtu + 1;
        for (int value : new int[] {other, mtu}) {
            socket.request(
                    Links.named(name, List.of(new LinkAttribute.Mtu(value))).change());
        }
    }

    void update(Operation.Update update, Bridge bridge) {
        Set<String> changed = update.changed();
        Owner owner = update.owner();
        if (changed.contains("name") && update.before() instanceof Bridge before) {
            new Renaming(host(), host().index(before.name()), bridge.name()).rename();
        }
        List<LinkAttribute> attributes = new ArrayList<>();
        MacAddress mac = bridge.macAddress();
        if (changed.contains("mac_address") && mac != null) {
            attributes.add(LinkAttribute.HardwareAddress.of(mac));
        }
        Integer mtu = bridge.mtu();
        if (changed.contains("mtu") && mtu != null) {
            attributes.add(new LinkAttribute.Mtu(mtu));
        }
        if (changed.contains("owner")) {
            attributes.add(new LinkAttribute.Alias(owner.toString()));
        }
        if (changed.contains("owner") || changed.contains("policy")) {
            NetworkPolicy policy = policy(update, bridge);
            attributes.add(group(owner, policy));
            boolean isolated = policy != null && policy.isolated();
            if (isolated || isIsolated(update.before())) {
                attributes.add(filtering(isolated));
            }
        }
        Links.change(host(), bridge.name(), attributes, changed.contains("up") ? bridge.up() : null);
    }

    private static boolean isIsolated(Resource resource) {
        return resource instanceof Bridge bridge
                && bridge.policy() != null
                && bridge.policy().isolated();
    }

    private static LinkAttribute ofBridge(LinkInfoAttribute... data) {
        List<LinkInfoAttribute> info = new ArrayList<>();
        info.add(new LinkInfoAttribute.Kind(LinkInfoAttribute.BRIDGE));
        info.addAll(List.of(data));
        return new LinkAttribute.Info(info);
    }

    /**
     * Whether it shows iptables what it forwards, where br_netfilter is loaded. A bridge whose containers are kept apart does: the
     * settings of the whole host, which others change, shall not open it.
     */
    private static LinkAttribute filtering(boolean enabled) {
        return ofBridge(new LinkInfoAttribute.BridgeData(
                List.of(new BridgeAttribute.CallIptables(enabled), new BridgeAttribute.CallIp6tables(enabled))));
    }

    /** What is asked for, else what it has. */
    private static @Nullable NetworkPolicy policy(Operation.Update update, Bridge bridge) {
        return bridge.policy() == null && update.before() instanceof Bridge before ? before.policy() : bridge.policy();
    }

    private static LinkAttribute group(Owner owner, @Nullable NetworkPolicy policy) {
        return new LinkAttribute.Group(NetworkGroup.of(owner, policy == null ? NetworkPolicy.NONE : policy));
    }

    void remove(Bridge bridge) {
        OpenNetns host = host();
        int index = host.index(bridge.name());
        host.socket().request(LinkMessage.ofIndex(index).delete());
        host.forgetIndexes();
        Sysctls.forgetLink(Netns.HOST, index);
    }

    private OpenNetns host() {
        return namespaces.get(Netns.HOST);
    }
}
