package io.jnetctl.kernel.linux.execute;

import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.LinkGroup;
import io.jnetctl.kernel.linux.Refusal;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.BridgePortAttribute;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkInfoAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.route.NamespaceIdMessage;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.resource.Veth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Pairs with one end on the host, the other made right in its namespace: moving it there would take thirty times as long. */
final class Veths {
    private final OpenNamespaces namespaces;

    Veths(OpenNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    void add(Veth veth, Owner owner) {
        OpenNetns host = namespaces.get(Netns.HOST);
        OpenNetns there = peerNamespace(veth);
        List<LinkAttribute> attributes = new ArrayList<>();
        attributes.add(new LinkAttribute.Group(LinkGroup.of(owner.stack())));
        String master = veth.master();
        if (master != null && !master.isEmpty()) {
            attributes.add(new LinkAttribute.Master(masterIndex(host, veth, master)));
        }
        Integer mtu = veth.mtu();
        if (mtu != null) {
            attributes.add(new LinkAttribute.Mtu(mtu));
        }
        attributes.add(new LinkAttribute.Info(List.of(
                new LinkInfoAttribute.Kind(LinkInfoAttribute.VETH),
                new LinkInfoAttribute.VethPeer(peer(veth, there)))));
        LinkMessage made = Links.named(veth.name(), attributes);
        List<BridgePortAttribute> port = portSettings(veth);
        boolean up = !Boolean.FALSE.equals(veth.up());
        // A port that shall be isolated carries nothing before it is.
        host.socket().request((up && port.isEmpty() ? made.up() : made).create());
        forget(veth);
        try {
            if (!port.isEmpty()) {
                Links.change(host, veth.name(), List.of(ofPort(port)), up ? true : null);
            }
            // Not in the first message: a peer comes up only once its other end is known, ENOTCONN before.
            if (!Boolean.FALSE.equals(veth.peerUp())) {
                there.socket().request(LinkMessage.named(veth.peer()).up().change());
            }
            host.socket().request(Links.marked(veth.name(), owner).change());
        } catch (ErrnoException e) {
            undo(host, veth);
            throw e;
        }
    }

    void update(Operation.Update update, Veth veth) {
        Set<String> changed = update.changed();
        Owner owner = update.owner();
        OpenNetns host = namespaces.get(Netns.HOST);
        OpenNetns there = namespaces.get(veth.netns());
        if (changed.contains("name") && update.before() instanceof Veth before) {
            new Renaming(host, host.index(before.name()), veth.name()).rename();
        }
        if (changed.contains("interface")) {
            new Renaming(there, peerIndex(veth, host, there), veth.peer()).rename();
        }
        List<LinkAttribute> peerAttributes = new ArrayList<>();
        MacAddress mac = veth.macAddress();
        if (changed.contains("mac_address") && mac != null) {
            peerAttributes.add(LinkAttribute.HardwareAddress.of(mac));
        }
        List<LinkAttribute> attributes = new ArrayList<>();
        Integer mtu = veth.mtu();
        if (changed.contains("mtu") && mtu != null) {
            peerAttributes.add(new LinkAttribute.Mtu(mtu));
            attributes.add(new LinkAttribute.Mtu(mtu));
        }
        String master = veth.master();
        if (changed.contains("bridge") && master != null) {
            attributes.add(new LinkAttribute.Master(master.isEmpty() ? 0 : masterIndex(host, veth, master)));
        }
        if (changed.contains("owner")) {
            attributes.add(new LinkAttribute.Group(LinkGroup.of(owner.stack())));
            attributes.add(new LinkAttribute.Alias(owner.toString()));
        }
        Boolean peerUp = changed.contains("peer_up") ? veth.peerUp() : null;
        if (!peerAttributes.isEmpty() || peerUp != null) {
            requirePeer(veth, host, there);
        }
        Links.change(there, veth.peer(), peerAttributes, peerUp);
        Links.change(host, veth.name(), attributes, changed.contains("up") ? veth.up() : null);
        // A new port has the settings of any new port, whatever it had on the bridge before.
        boolean moved = changed.contains("bridge") && master != null && !master.isEmpty();
        List<BridgePortAttribute> port = new ArrayList<>(moved ? portSettings(veth) : List.of());
        if (changed.contains("isolated") && veth.isolated() != null) {
            port.add(new BridgePortAttribute.Isolated(veth.isolated()));
        }
        if (changed.contains("hairpin") && veth.hairpin() != null) {
            port.add(new BridgePortAttribute.Hairpin(veth.hairpin()));
        }
        if (!port.isEmpty()) {
            Links.change(host, veth.name(), List.of(ofPort(port)), null);
        }
    }

    /** In what it differs from a new port of a bridge. */
    private static List<BridgePortAttribute> portSettings(Veth veth) {
        List<BridgePortAttribute> settings = new ArrayList<>();
        if (Boolean.TRUE.equals(veth.isolated())) {
            settings.add(new BridgePortAttribute.Isolated(true));
        }
        if (Boolean.TRUE.equals(veth.hairpin())) {
            settings.add(new BridgePortAttribute.Hairpin(true));
        }
        return settings;
    }

    /** @throws KernelException with ENODEV where the peer's name is another link's by now */
    private static void requirePeer(Veth veth, OpenNetns host, OpenNetns there) {
        LinkMessage peer = there.tables().link(LinkMessage.named(veth.peer()));
        if (peerIndex(veth, host, there) != peer.index()) {
            throw notThePeer(veth);
        }
    }

    /** Whatever the peer is called: the host end tells. */
    private static int peerIndex(Veth veth, OpenNetns host, OpenNetns there) {
        LinkMessage end = host.tables().link(LinkMessage.named(veth.name()));
        int id = host.tables()
                .namespaceId(NamespaceIdMessage.ofFd(there.fd().number()))
                .id();
        boolean inThatNamespace = end.find(LinkAttribute.PeerNamespace.class)
                .map(namespace -> namespace.namespaceId() == id)
                .orElse(false);
        if (!inThatNamespace || lower(there.tables().link(LinkMessage.ofIndex(lower(end)))) != end.index()) {
            throw notThePeer(veth);
        }
        return lower(end);
    }

    private static KernelException notThePeer(Veth veth) {
        return Refusal.of(veth, "ENODEV", veth.peer() + " is not the other end of " + veth.name());
    }

    private static int lower(LinkMessage link) {
        return link.find(LinkAttribute.Lower.class)
                .map(LinkAttribute.Lower::index)
                .orElse(0);
    }

    private static LinkAttribute ofPort(List<BridgePortAttribute> settings) {
        return new LinkAttribute.Info(List.of(
                new LinkInfoAttribute.PortKind(LinkInfoAttribute.BRIDGE),
                new LinkInfoAttribute.BridgePortData(settings)));
    }

    /** After it came or went: its names may have been others' before. */
    void forget(Veth veth) {
        OpenNetns host = namespaces.held(Netns.HOST);
        if (host != null) {
            host.forgetIndexes();
        }
        OpenNetns there = namespaces.held(veth.netns());
        if (there != null) {
            there.forgetIndexes();
        }
    }

    private static LinkMessage peer(Veth veth, OpenNetns there) {
        List<LinkAttribute> attributes = new ArrayList<>();
        MacAddress mac = veth.macAddress();
        if (mac != null) {
            attributes.add(LinkAttribute.HardwareAddress.of(mac));
        }
        Integer mtu = veth.mtu();
        if (mtu != null) {
            attributes.add(new LinkAttribute.Mtu(mtu));
        }
        attributes.add(new LinkAttribute.NamespaceFd(there.fd().number()));
        return Links.named(veth.peer(), attributes);
    }

    private OpenNetns peerNamespace(Veth veth) {
        try {
            return namespaces.get(veth.netns());
        } catch (ErrnoException e) {
            throw Refusal.of(veth, "namespace " + veth.netns().path(), e);
        }
    }

    private static int masterIndex(OpenNetns host, Veth veth, String master) {
        try {
            return host.index(master);
        } catch (ErrnoException e) {
            throw Refusal.of(veth, "bridge " + master, e);
        }
    }

    private static void undo(OpenNetns host, Veth veth) {
        try {
            host.socket().request(LinkMessage.named(veth.name()).delete());
        } catch (ErrnoException e) {
            // What made the first step's sequel fail may also have taken the pair: its namespace ended.
        }
    }
}
