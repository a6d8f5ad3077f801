package io.jnetctl.kernel.resource;

import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.InterfaceName;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A veth pair (linux/veth.h): one end on the host, its peer in a container.
 *
 * @param name the host end's interface name; it makes the pair's identity, so that a peer that was renamed is still known
 * @param netns the peer's namespace
 * @param peer the peer's interface name
 * @param master the bridge that the host end is a port of; empty for none
 * @param macAddress the peer's
 * @param mtu bytes, of both ends; when they differ observation reports the lower
 * @param up administrative state of the host end
 * @param peerUp administrative state of the peer
 * @param isolated whether its bridge forwards nothing between the host end and other such ports (IFLA_BRPORT_ISOLATED of
 *     linux/if_link.h)
 * @param hairpin whether its bridge may send a frame back out of the host end that came in by it (IFLA_BRPORT_MODE)
 */
public record Veth(
        String name,
        Netns netns,
        String peer,
        @Nullable String master,
        @Nullable MacAddress macAddress,
        @Nullable Integer mtu,
        @Nullable Boolean up,
        @Nullable Boolean peerUp,
        @Nullable Boolean isolated,
        @Nullable Boolean hairpin)
        implements Resource {
    public static final Kind<Veth> KIND = Kind.of("veth", Veth.class)
            .identity("name")
            .replace("netns", "netns", Veth::netns)
            .replace("interface", "peer", Veth::peer)
            .update("bridge", "master", Veth::master, Disruption.FLOW_RESET)
            .update("mac_address", "macAddress", Veth::macAddress, Disruption.FLOW_RESET)
            .update("mtu", "mtu", Veth::mtu, Disruption.NONE)
            .update("up", "up", Veth::up, Disruption.NONE)
            .update("peer_up", "peerUp", Veth::peerUp, Disruption.NONE)
            .update("isolated", "isolated", Veth::isolated, Disruption.FLOW_RESET)
            .update("hairpin", "hairpin", Veth::hairpin, Disruption.NONE)
            .marked()
            .replacing(Disruption.LINK_FLAP)
            .build();

    /** In place of the name of a peer that is not there, or that has one that no manifest can give. */
    public static final String GONE = "gone";

    /** A pair to whose host end nothing is sent back. */
    public Veth(
            String name,
            Netns netns,
            String peer,
            @Nullable String master,
            @Nullable MacAddress macAddress,
            @Nullable Integer mtu,
            @Nullable Boolean up,
            @Nullable Boolean peerUp,
            @Nullable Boolean isolated) {
        this(name, netns, peer, master, macAddress, mtu, up, peerUp, isolated, false);
    }

    public Veth {
        InterfaceName.require(name);
        InterfaceName.require(peer);
        if (master != null && !master.isEmpty()) {
            InterfaceName.require(master);
        }
    }

    @Override
    public Kind<Veth> kind() {
        return KIND;
    }

    @Override
    public Key key() {
        return KIND.key(name);
    }

    @Override
    public String label() {
        return netns.name() + "/" + peer;
    }

    @Override
    public List<Slot> provides() {
        return List.of(Slot.link(Netns.HOST, name), Slot.link(netns, peer));
    }

    @Override
    public List<Requirement> requires() {
        List<Requirement> required = new ArrayList<>();
        required.add(new Requirement(Slot.netns(netns.name()), WhenGone.CASCADE));
        if (master != null && !master.isEmpty()) {
            required.add(new Requirement(Slot.link(Netns.HOST, master), WhenGone.DETACH, "bridge"));
        }
        return required;
    }
}
