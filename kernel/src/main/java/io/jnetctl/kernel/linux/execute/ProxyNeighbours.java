package io.jnetctl.kernel.linux.execute;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.linux.Marks;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.AddressFamily;
import io.jnetctl.kernel.linux.route.NeighbourAttribute;
import io.jnetctl.kernel.linux.route.NeighbourMessage;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import java.util.ArrayList;
import java.util.List;

/** Addresses that the host answers solicitations for: linux/neighbour.h. */
final class ProxyNeighbours {
    private final OpenNamespaces namespaces;

    ProxyNeighbours(OpenNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    /** The kernel takes the same one again for no change. Permanent, since some kernels drop others when a bridge has no live port. */
    void add(ProxyNeighbour proxy) {
        OpenNetns host = host();
        host.socket()
                .request(message(
                                host,
                                proxy,
                                NeighbourMessage.NUD_PERMANENT,
                                new NeighbourAttribute.Protocol(Marks.PROTOCOL))
                        .create());
    }

    void remove(ProxyNeighbour proxy) {
        OpenNetns host = host();
        host.socket().request(message(host, proxy, 0).delete());
    }

    private static NeighbourMessage message(
            OpenNetns host, ProxyNeighbour proxy, int state, NeighbourAttribute... more) {
        List<NeighbourAttribute> attributes = new ArrayList<>();
        attributes.add(new NeighbourAttribute.Destination(proxy.address()));
        attributes.addAll(List.of(more));
        return new NeighbourMessage(
                AddressFamily.AF_INET6, host.index(proxy.link()), state, NeighbourMessage.NTF_PROXY, 0, attributes);
    }

    private OpenNetns host() {
        return namespaces.get(Netns.HOST);
    }
}
