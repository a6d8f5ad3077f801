package io.jnetctl.kernel.resource;

import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.InterfaceName;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bridge of the host (IFLA_INFO_KIND {@code bridge} of linux/if_link.h).
 *
 * @param name its interface name
 * @param macAddress set at creation, because a bridge without one takes the lowest of its ports' and changes with them, which makes
 *     the gateway's neighbours lose packets
 * @param mtu bytes; pinned, because a bridge without one follows its ports'
 * @param up administrative state
 * @param policy of the network that it makes; null for one that is not ours. The kernel keeps it in the bridge's group
 */
public record Bridge(
        String name,
        @Nullable MacAddress macAddress,
        @Nullable Integer mtu,
        @Nullable Boolean up,
        @Nullable NetworkPolicy policy)
        implements Resource {
    public static final Kind<Bridge> KIND = Kind.of("bridge", Bridge.class)
            .identity("name")
            .update("mac_address", "macAddress", Bridge::macAddress, Disruption.FLOW_RESET)
            .update("mtu", "mtu", Bridge::mtu, Disruption.NONE)
            .update("up", "up", Bridge::up, Disruption.NONE)
            .update("policy", "policy", Bridge::policy, Disruption.NONE)
            .marked()
            .adoptable()
            .replacing(Disruption.LINK_FLAP)
            .build();

    public Bridge {
        InterfaceName.require(name);
    }

    @Override
    public Kind<Bridge> kind() {
        return KIND;
    }

    @Override
    public Key key() {
        return KIND.key(name);
    }

    @Override
    public List<Slot> provides() {
        return List.of(Slot.link(Netns.HOST, name));
    }
}
