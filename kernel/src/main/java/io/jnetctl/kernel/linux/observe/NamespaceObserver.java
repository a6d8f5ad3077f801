package io.jnetctl.kernel.linux.observe;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.resource.Namespace;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Namespaces that jnetctl makes, by their names and by the alias of their lo. */
final class NamespaceObserver {
    private NamespaceObserver() {}

    /** Whether the name is {@code STACK.CONTAINER} of one of the stacks; a stack's name has no dot. */
    static boolean isIn(String name, Set<String> stacks) {
        String stack = stack(name);
        return stack != null && stacks.contains(stack);
    }

    static @Nullable String stack(String name) {
        int dot = name.indexOf('.');
        return dot <= 0 || dot == name.length() - 1 ? null : name.substring(0, dot);
    }

    /** Adds the namespace; its marker, null where it has none. */
    static @Nullable Owner observe(NetnsSnapshot snapshot, Entries entries) {
        LinkView loopback = snapshot.link(OpenNetns.LOOPBACK_INDEX);
        Owner owner = loopback == null ? null : Owner.parse(loopback.alias()).orElse(null);
        Netns netns = snapshot.netns();
        entries.add(new Namespace(netns.name(), loopback != null && loopback.up()), owner);
        return owner;
    }
}
