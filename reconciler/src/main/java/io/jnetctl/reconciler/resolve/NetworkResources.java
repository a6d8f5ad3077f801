package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
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
        desired.add(new Bridge(network.bridge(), macAddress(network), network.mtu(), true), owner, reason, pos);
        network.subnets().forEach((family, subnet) -> {
            IpAddress gateway = network.gateways().get(family);
            if (gateway != null) {
                InterfaceAddress address = new InterfaceAddress(gateway, subnet.prefixLength());
                desired.add(new Address(Netns.HOST, network.bridge(), address), owner, reason, pos);
            }
        });
    }

    private static MacAddress macAddress(ResolvedNetwork network) {
        IpAddress ipv4 = network.gateways().get(Family.V4);
        return ipv4 != null ? MacAddress.ofIpv4(ipv4) : MacAddresses.ofName(network.stack() + "/" + network.name());
    }
}
