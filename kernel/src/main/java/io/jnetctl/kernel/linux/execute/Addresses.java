package io.jnetctl.kernel.linux.execute;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.linux.Marks;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.AddressAttribute;
import io.jnetctl.kernel.linux.route.AddressMessage;
import io.jnetctl.kernel.resource.Address;

/** Addresses of links: linux/if_addr.h. */
final class Addresses {
    /** Subnets of this length and longer have no broadcast address (RFC 3021). */
    private static final int POINT_TO_POINT = 31;

    private final OpenNamespaces namespaces;

    Addresses(OpenNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    void add(Address address) {
        OpenNetns netns = namespaces.get(address.netns());
        InterfaceAddress ip = address.address();
        AddressMessage message =
                AddressMessage.of(netns.index(address.link()), ip).with(new AddressAttribute.Protocol(Marks.PROTOCOL));
        if (address.family() == Family.V6) {
            // We give each address once; waiting a second for an answer that cannot come helps nobody.
            message = message.with(new AddressAttribute.Flags(AddressMessage.IFA_F_NODAD));
        } else if (ip.prefixLength() < POINT_TO_POINT) {
            message = message.with(new AddressAttribute.Broadcast(ip.network().last()));
        }
        netns.socket().request(message.create());
    }

    void remove(Address address) {
        OpenNetns netns = namespaces.get(address.netns());
        netns.socket()
                .request(AddressMessage.of(netns.index(address.link()), address.address())
                        .delete());
    }
}
