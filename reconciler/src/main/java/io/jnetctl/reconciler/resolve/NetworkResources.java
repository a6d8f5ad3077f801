package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;

/** The bridge of a network that the stack owns, with the host's addresses on it. */
final class NetworkResources {
    private NetworkResources() {}

    static void add(ResolvedNetwork network, DesiredEntries desired) {
        Owner owner = new Owner(network.stack(), network.name());
        String reason = "new network " + network.name();
        var pos = network.network().pos();
        desired.add(
                new Bridge(network.bridge(), macAddress(network), network.mtu(), true, network.policy()),
                owner,
                reason,
                pos);
        network.subnets().forEach((family, subnet) -> {
            IpAddress gateway = network.gateways().get(family);
            if (gateway != null) {
                InterfaceAddress address = new InterfaceAddress(gateway, subnet.prefixLength());
                desired.add(new Address(Netns.HOST, network.bridge(), address), owner, reason, pos);
            }
        });
    }

    /** Of the name alone, so that moving the network to another subnet leaves its neighbours of the other family in peace. */
    private static MacAddress macAddress(ResolvedNetwork network) {
        return MacAddresses.ofName(network.stack() + "/" + network.name());
    }
}
