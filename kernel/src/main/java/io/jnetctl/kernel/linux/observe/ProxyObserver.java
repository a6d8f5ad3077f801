package io.jnetctl.kernel.linux.observe;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.InterfaceName;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.Marks;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.AddressFamily;
import io.jnetctl.kernel.linux.route.NeighbourAttribute;
import io.jnetctl.kernel.linux.route.NeighbourMessage;
import io.jnetctl.kernel.resource.ProxyNeighbour;

/** The addresses that the host answers for on bridges of ours; where there are none, nobody is asked. */
final class ProxyObserver {
    private ProxyObserver() {}

    static void observe(NetnsSnapshot host, OpenNetns open, Entries entries) {
        if (!hasBridge(host)) {
            return;
        }
        for (NeighbourMessage message : open.tables().neighbours(NeighbourMessage.proxies(AddressFamily.AF_INET6))) {
            Owner owner = host.owner(message.index());
            String link = host.linkName(message.index());
            IpAddress address = message.find(NeighbourAttribute.Destination.class)
                    .map(NeighbourAttribute.Destination::address)
                    .orElse(null);
            if (owner != null && link != null && address != null && InterfaceName.isLegal(link)) {
                boolean ours = message.attributes().contains(new NeighbourAttribute.Protocol(Marks.PROTOCOL));
                entries.add(new ProxyNeighbour(link, address), ours ? ProxyNeighbour.OWNER : null);
            }
        }
    }

    private static boolean hasBridge(NetnsSnapshot host) {
        for (LinkView link : host.links()) {
            if (link.isBridge() && host.owner(link.index()) != null) {
                return true;
            }
        }
        return false;
    }
}
