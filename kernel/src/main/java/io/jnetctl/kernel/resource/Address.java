package io.jnetctl.kernel.resource;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import java.util.List;

/**
 * An IP address on an interface (linux/if_addr.h). Its mark is the interface's, and IFA_PROTO.
 *
 * @param netns the interface's namespace
 * @param link the interface's name
 * @param address with the length of its on-link prefix
 */
public record Address(Netns netns, String link, InterfaceAddress address) implements Resource {
    public static final Kind<Address> KIND = Kind.of("address", Address.class)
            .identity("netns", "link", "address")
            .replacing(Disruption.FLOW_RESET)
            .build();

    @Override
    public Kind<Address> kind() {
        return KIND;
    }

    @Override
    public Key key() {
        return KIND.key(label() + " " + address);
    }

    @Override
    public String label() {
        return netns.isHost() ? link : netns.name() + "/" + link;
    }

    public Family family() {
        return address.address().family();
    }

    @Override
    public List<Slot> provides() {
        Slot self = Slot.address(address.address());
        Slot addressed = Slot.addressed(netns, link, family());
        return family() == Family.V4
                ? List.of(self, Slot.subnet(netns, link, address.network()), addressed)
                : List.of(self, addressed);
    }

    @Override
    public List<Requirement> requires() {
        return List.of(new Requirement(Slot.link(netns, link), WhenGone.CASCADE));
    }
}
