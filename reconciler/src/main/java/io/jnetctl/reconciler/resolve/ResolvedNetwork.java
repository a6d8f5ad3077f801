package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Owner;
import io.jnetctl.schema.External;
import io.jnetctl.schema.Network;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A network with all that the manifest left open decided.
 *
 * @param stack that declares it
 * @param network as declared there
 * @param bridge the host's interface
 * @param owned whether the bridge and its addresses are ours to make
 * @param adopted whether the bridge is none that jnetctl makes, in this stack or another
 * @param subnets at most one a family
 * @param gateways the host's addresses on it; none on an adopted bridge without one
 */
record ResolvedNetwork(
        String stack,
        Network network,
        String bridge,
        boolean owned,
        boolean adopted,
        Map<Family, Cidr> subnets,
        Map<Family, IpAddress> gateways) {
    ResolvedNetwork {
        subnets = copy(subnets);
        gateways = copy(gateways);
    }

    private static <V> Map<Family, V> copy(Map<Family, V> map) {
        EnumMap<Family, V> copy = new EnumMap<>(Family.class);
        copy.putAll(map);
        return Collections.unmodifiableMap(copy);
    }

    String name() {
        return network.name();
    }

    /** The mark of its bridge, where that is one of ours. */
    Owner owner() {
        return network.external() instanceof External.OtherStack other
                ? new Owner(other.stack(), other.network())
                : new Owner(stack, network.name());
    }

    NetworkPolicy policy() {
        return new NetworkPolicy(
                network.internal(), isIsolated(), network.hostAccess(), network.masquerade() && !network.internal());
    }

    /** Whether its containers reach one another by links only. */
    boolean isIsolated() {
        return !network.icc() && !adopted;
    }

    /** The bytes of one packet: what is written, or Ethernet's. */
    int mtu() {
        Integer written = network.mtu();
        return written != null ? written : 1500;
    }
}
