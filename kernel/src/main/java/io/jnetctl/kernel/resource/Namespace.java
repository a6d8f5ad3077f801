package io.jnetctl.kernel.resource;

import io.jnetctl.kernel.Netns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace that jnetctl makes and names, as ip-netns(8) does; its mark is the alias of its own {@code lo}.
 *
 * @param name the file in /run/netns, {@code STACK.CONTAINER}
 * @param loopbackUp whether {@code lo} is up
 */
public record Namespace(String name, @Nullable Boolean loopbackUp) implements Resource {
    public static final Kind<Namespace> KIND = Kind.of("namespace", Namespace.class)
            .identity("name")
            .update("loopback_up", "loopbackUp", Namespace::loopbackUp, Disruption.NONE)
            .marked()
            .adoptable()
            .replacing(Disruption.LINK_FLAP)
            .build();

    public Netns netns() {
        return Netns.named(name);
    }

    @Override
    public Kind<Namespace> kind() {
        return KIND;
    }

    @Override
    public Key key() {
        return KIND.key(name);
    }

    @Override
    public List<Slot> provides() {
        return List.of(Slot.netns(name));
    }
}
