package io.jnetctl.schema.read;

import io.jnetctl.schema.NetworkMode;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code network_mode:} and what may stand beside it. */
final class ModeReader {
    private static final String SHARED = "container:";

    private static final Set<String> CONFLICTS_WITH_NONE = Set.of("networks", "publish", "publish_all", "links");
    private static final Set<String> CONFLICTS_WITH_HOST = Set.of(
            "networks",
            "publish",
            "publish_all",
            "links",
            "hostname",
            "extra_hosts",
            "dns",
            "dns_search",
            "sysctls",
            "attach");
    private static final Set<String> CONFLICTS_WITH_SHARED =
            Stream.concat(CONFLICTS_WITH_HOST.stream(), Stream.of("expose")).collect(Collectors.toUnmodifiableSet());

    static final ValueReader<NetworkMode> MODE = Values.parsed(ModeReader::parse);

    private ModeReader() {}

    private static NetworkMode parse(String text) {
        return switch (text) {
            case "bridge" -> new NetworkMode.Networks();
            case "none" -> new NetworkMode.None();
            case "host" -> new NetworkMode.Host();
            default -> {
                if (!text.startsWith(SHARED)) {
                    throw new IllegalArgumentException(Quoted.of(text)
                            + " is not a network mode: expected bridge, none, host or container:NAME, other networks"
                            + " go under networks");
                }
                yield new NetworkMode.SharedWith(Names.object(text.substring(SHARED.length())));
            }
        };
    }

    /** Complains about each key that the mode gives no meaning. */
    static void refuseConflicts(String container, NetworkMode mode, Mapping mapping, Reading in) {
        Set<String> conflicts = switch (mode) {
            case NetworkMode.Networks _ -> mapping.entry("network_mode").isPresent() ? Set.of("networks") : Set.of();
            case NetworkMode.None _ -> CONFLICTS_WITH_NONE;
            case NetworkMode.Host _ -> CONFLICTS_WITH_HOST;
            case NetworkMode.SharedWith _ -> CONFLICTS_WITH_SHARED;
        };
        for (Entry entry : mapping.entries()) {
            if (conflicts.contains(entry.key())) {
                in.error(
                        entry.pos(),
                        entry.key() + " of container " + container + " conflicts with network_mode: " + written(mode),
                        hint(mode));
            }
        }
    }

    private static String written(NetworkMode mode) {
        return switch (mode) {
            case NetworkMode.Networks _ -> "bridge";
            case NetworkMode.None _ -> "none";
            case NetworkMode.Host _ -> "host";
            case NetworkMode.SharedWith shared -> SHARED + shared.container();
        };
    }

    private static String hint(NetworkMode mode) {
        return switch (mode) {
            case NetworkMode.Networks _ -> "drop network_mode and list bridge under networks";
            case NetworkMode.None _ -> "a container without a network has only lo";
            case NetworkMode.Host _ -> "the container uses the host's own network and names";
            case NetworkMode.SharedWith shared -> "it shares the namespace of " + shared.container() + ": set it there";
        };
    }
}
