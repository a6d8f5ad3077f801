package io.jnetctl.kernel.linux.execute;

import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.LinkGroup;
import io.jnetctl.kernel.linux.Refusal;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkInfoAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sysctl.Sysctls;
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
        OpenNetns there = namespaces.get(veth.netns());
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
        host.socket().request((Boolean.FALSE.equals(veth.up()) ? made : made.up()).create());
        try {
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

    void update(Veth veth, Set<String> changed, Owner owner) {
        OpenNetns host = namespaces.get(Netns.HOST);
        OpenNetns there = namespaces.get(veth.netns());
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
            attributes.addAll(Links.mark(owner));
        }
        Links.change(there, veth.peer(), peerAttributes, changed.contains("peer_up") ? veth.peerUp() : null);
        Links.change(host, veth.name(), attributes, changed.contains("up") ? veth.up() : null);
    }

    /** After its removal: its indexes may be others' from now on, and its settings are gone. */
    void forget(Veth veth) {
        OpenNetns host = namespaces.held(Netns.HOST);
        if (host != null) {
            host.forgetIndexes();
        }
        OpenNetns there = namespaces.held(veth.netns());
        if (there != null) {
            there.forgetIndexes();
        }
        Sysctls.forgetLink(Netns.HOST, veth.name());
        Sysctls.forgetLink(veth.netns(), veth.peer());
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
