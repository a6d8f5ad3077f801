package io.jnetctl.schema.read;

import io.jnetctl.schema.External;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code external: true} of a network: with {@code name} another stack's, with {@code bridge} adopted. */
final class ExternalReader {
    private static final String HINT = "name: STACK/NETWORK is another stack's network, bridge: NAME adopts a bridge";
    private static final Set<String> WITH_OTHER_STACK = Set.of("external", "name", "bridge");
    private static final Set<String> WITH_BRIDGE = Set.of(
            "external",
            "name",
            "bridge",
            "driver",
            "subnet",
            "subnets",
            "gateway",
            "gateways",
            "ip_range",
            "ip_ranges",
            "reserved",
            "routes");

    private ExternalReader() {}

    static Optional<External> read(
            Entry network, boolean external, @Nullable String name, @Nullable String bridge, Reading in) {
        if (!external) {
            if (name != null) {
                in.error(network.pos(), "network " + network.key() + " has a name but is not external", HINT);
            }
            return Optional.empty();
        }
        if ((name == null) == (bridge == null)) {
            in.error(network.pos(), "external network " + network.key() + " needs one of name and bridge", HINT);
            return Optional.empty();
        }
        return name == null ? Optional.ofNullable(bridge).map(External.AdoptedBridge::new) : other(network, name, in);
    }

    private static Optional<External> other(Entry network, String name, Reading in) {
        int slash = name.indexOf('/');
        try {
            if (slash < 0) {
                throw new IllegalArgumentException(Quoted.of(name) + " names no network of another stack");
            }
            return Optional.of(new External.OtherStack(
                    Names.stack(name.substring(0, slash)), Names.object(name.substring(slash + 1))));
        } catch (IllegalArgumentException e) {
            in.error(network.pos(), String.valueOf(e.getMessage()), HINT);
            return Optional.empty();
        }
    }

    /** What another owner decides cannot be set here. */
    static void refuseOwnedKeys(Entry network, boolean external, Reading in) {
        if (!external || !(network.value() instanceof Mapping mapping)) {
            return;
        }
        Set<String> allowed = mapping.entry("name").isPresent() ? WITH_OTHER_STACK : WITH_BRIDGE;
        for (Entry entry : mapping.entries()) {
            if (!allowed.contains(entry.key()) && !entry.key().startsWith("x-")) {
                in.error(
                        entry.pos(),
                        entry.key() + " cannot be set on the external network " + network.key(),
                        "it belongs to the network's owner");
            }
        }
    }
}
