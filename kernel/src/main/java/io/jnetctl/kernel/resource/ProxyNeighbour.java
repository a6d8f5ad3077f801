package io.jnetctl.kernel.resource;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.InterfaceName;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import java.util.List;

/**
 * An IPv6 address that the host answers neighbour solicitations for on one of its links, so that packets for it come to the host to be
 * routed (linux/neighbour.h, NTF_PROXY). The kernel does so while {@code net.ipv6.conf.LINK.proxy_ndp} is 1 and it forwards. Its mark
 * is NDA_PROTOCOL, on a bridge of ours.
 *
 * @param link the interface of the host that the questions come in by
 * @param address that is answered for
 */
public record ProxyNeighbour(String link, IpAddress address) implements Resource {
    public static final Kind<ProxyNeighbour> KIND = Kind.of("proxy_neighbour", ProxyNeighbour.class)
            .identity("link", "address")
            .replacing(Disruption.FLOW_RESET)
            .build();

    /** Of all: the kernel keeps no mark of a stack, and links of several may end at one. */
    public static final Owner OWNER = new Owner("*", "neighbours");

    public ProxyNeighbour {
        InterfaceName.require(link);
        if (address.family() != Family.V6) {
            throw new IllegalArgumentException("not an IPv6 address: " + address);
        }
    }

    @Override
    public Kind<ProxyNeighbour> kind() {
        return KIND;
    }

    @Override
    public Key key() {
        return KIND.key(link + " " + address);
    }

    @Override
    public String label() {
        return link;
    }

    @Override
    public List<Requirement> requires() {
        return List.of(new Requirement(Slot.link(Netns.HOST, link), WhenGone.CASCADE));
    }
}
