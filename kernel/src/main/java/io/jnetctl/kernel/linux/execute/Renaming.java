package io.jnetctl.kernel.linux.execute;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.linux.netlink.RouteTables;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.AddressFamily;
import io.jnetctl.kernel.linux.route.AddressMessage;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.route.NeighbourMessage;
import io.jnetctl.kernel.linux.route.RouteAttribute;
import io.jnetctl.kernel.linux.route.RouteMessage;
import io.jnetctl.kernel.linux.route.RtnetlinkMessage;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Gives a link another name. It stays the same link, with its index, ports, addresses, routes and settings.
 *
 * <p>Linux before 6.2 renames no link that is up ({@code dev_change_name} in net/core/dev.c). There it is set down for a moment, and what
 * it loses by that is put back as it was.
 */
final class Renaming {
    private final OpenNetns netns;
    private final LinkMessage renamed;
    private final int index;

    Renaming(OpenNetns netns, int index, String name) {
        this.netns = netns;
        this.index = index;
        this.renamed = LinkMessage.ofIndex(index).with(new LinkAttribute.Name(name));
    }

    /** @throws ErrnoException with EEXIST where another link has the name */
    void rename() {
        try {
            netns.socket().request(renamed.change());
        } catch (ErrnoException e) {
            if (!e.error().equals(Errno.EBUSY)) {
                throw e;
            }
            renameDown();
        } finally {
            netns.forgetIndexes();
        }
    }

    /** The link was up. */
    void renameDown() {
        List<RtnetlinkMessage<?>> lost = lostWhenDown();
        netns.socket().request(LinkMessage.ofIndex(index).down().change());
        try {
            netns.socket().request(renamed.change());
        } finally {
            netns.socket().request(LinkMessage.ofIndex(index).up().change());
            lost.forEach(this::putBack);
        }
    }

    /** What the kernel does not bring back by itself, each after what it stands on. */
    private List<RtnetlinkMessage<?>> lostWhenDown() {
        RouteTables tables = netns.tables();
        List<RtnetlinkMessage<?>> lost = new ArrayList<>();
        for (AddressMessage address : tables.addresses()) {
            if (address.index() == index
                    && address.family() == AddressFamily.AF_INET6
                    && address.scope() != RouteMessage.RT_SCOPE_LINK) {
                lost.add(address);
            }
        }
        for (NeighbourMessage proxy : tables.neighbours(NeighbourMessage.proxies(AddressFamily.AF_INET6))) {
            if (proxy.index() == index) {
                lost.add(proxy);
            }
        }
        List<RouteMessage> routes = new ArrayList<>();
        for (Family family : Family.values()) {
            routes.addAll(tables.routes(family));
        }
        Predicate<RouteMessage> onLink =
                route -> route.find(RouteAttribute.Gateway.class).isEmpty()
                        && route.find(RouteAttribute.Via.class).isEmpty();
        routes.removeIf(route -> route.protocol() == RouteMessage.RTPROT_KERNEL
                || !route.attributes().contains(new RouteAttribute.OutputLink(index)));
        routes.stream().filter(onLink).forEach(lost::add);
        routes.stream().filter(onLink.negate()).forEach(lost::add);
        return lost;
    }

    private void putBack(RtnetlinkMessage<?> message) {
        try {
            netns.socket().request(message.create());
        } catch (ErrnoException e) {
            // Somebody was faster, or what it stands on is gone: the next look will tell.
        }
    }
}
