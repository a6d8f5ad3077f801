package io.jnetctl.kernel.linux.observe;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.Marks;
import io.jnetctl.kernel.linux.route.AddressAttribute;
import io.jnetctl.kernel.linux.route.AddressMessage;
import io.jnetctl.kernel.resource.Address;

/** The addresses that somebody gave: neither loopback's own nor those that every IPv6 link gives itself. */
final class AddressObserver {
    private AddressObserver() {}

    static void observe(NetnsSnapshot snapshot, Entries entries) {
        for (AddressMessage message : snapshot.addresses()) {
            InterfaceAddress address = address(message);
            String link = snapshot.linkName(message.index());
            if (address == null || link == null || isAutomatic(address)) {
                continue;
            }
            Owner owner = isMarked(message) ? snapshot.owner(message.index()) : null;
            entries.add(new Address(snapshot.netns(), link, address), owner);
        }
    }

    /** The local one where both ends of a point-to-point link are given. */
    static @org.jspecify.annotations.Nullable InterfaceAddress address(AddressMessage message) {
        InterfaceAddress address = null;
        for (AddressAttribute attribute : message.attributes()) {
            if (attribute instanceof AddressAttribute.Local local) {
                return new InterfaceAddress(local.address(), message.prefixLength());
            } else if (attribute instanceof AddressAttribute.Address found) {
                address = new InterfaceAddress(found.address(), message.prefixLength());
            }
        }
        return address;
    }

    static boolean isAutomatic(InterfaceAddress address) {
        return address.address().isLoopback()
                || (address.address().family() == Family.V6 && address.address().isLinkLocal());
    }

    private static boolean isMarked(AddressMessage message) {
        if (!Marks.ADDRESSES_HAVE_PROTOCOL) {
            return true;
        }
        for (AddressAttribute attribute : message.attributes()) {
            if (attribute instanceof AddressAttribute.Protocol protocol) {
                return protocol.protocol() == Marks.PROTOCOL;
            }
        }
        return false;
    }
}
