package io.jnetctl.kernel.linux.execute;

import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changes of bridges and veths have in common. */
final class Links {
    private Links() {}

    static LinkMessage named(String name, List<LinkAttribute> attributes) {
        List<LinkAttribute> all = new ArrayList<>(attributes.size() + 1);
        all.add(new LinkAttribute.Name(name));
        all.addAll(attributes);
        return new LinkMessage(0, 0, 0, 0, 0, all);
    }

    static LinkMessage marked(String name, Owner owner) {
        return named(name, List.of(new LinkAttribute.Alias(owner.toString())));
    }

    /** Changes a link in one message; none where there is nothing to change. */
    static void change(OpenNetns netns, String name, List<LinkAttribute> attributes, @Nullable Boolean up) {
        if (attributes.isEmpty() && up == null) {
            return;
        }
        LinkMessage message = named(name, attributes);
        if (up != null) {
            message = up ? message.up() : message.down();
        }
        netns.socket().request(message.change());
    }
}
