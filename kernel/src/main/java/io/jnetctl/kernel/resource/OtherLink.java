package io.jnetctl.kernel.resource;

import io.jnetctl.kernel.Netns;
import java.util.List;

/**
 * An interface of a kind that jnetctl does not make. It is only ever observed: it holds a name that something desired may want.
 *
 * @param netns where it is
 * @param name its interface name
 * @param type its IFLA_INFO_KIND, or {@code device} for one without
 */
public record OtherLink(Netns netns, String name, String type) implements Resource {
    public static final Kind<OtherLink> KIND = Kind.of("link", OtherLink.class)
            .identity("netns", "name")
            .replace("type", "type", OtherLink::type)
            .build();

    @Override
    public Kind<OtherLink> kind() {
        return KIND;
    }

    @Override
    public Key key() {
        return KIND.key(netns.name() + "/" + name);
    }

    @Override
    public List<Slot> provides() {
        return List.of(Slot.link(netns, name));
    }
}
