package io.jnetctl.schema.compose;

import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.List;
import java.util.Set;

/** Tells compose files from manifests. */
public final class ComposeFormat {
    private static final Set<String> OF_MANIFESTS = Set.of("apiVersion", "stack", "containers", "defaults");
    private static final Set<String> OF_SERVICES =
            Set.of("image", "build", "extends", "links", "ports", "expose", "net", "network_mode", "command");

    private ComposeFormat() {}

    /** Whether the document is a compose file: of any version, the first one without {@code services} included. */
    public static boolean isCompose(Mapping document) {
        if (document.entry("apiVersion").isPresent() || document.entry("stack").isPresent()) {
            return false;
        }
        return document.entry("services").isPresent()
                || document.entry("include").isPresent()
                || (document.entry("version").isPresent()
                        && document.entry("containers").isEmpty())
                || isBare(document);
    }

    /** Whether the services stand at the top: each a mapping, with a key that only a service has. */
    static boolean isBare(Mapping document) {
        if (document.entry("services").isPresent() || document.entry("include").isPresent()) {
            return false;
        }
        List<Entry> services = document.entries().stream()
                .filter(e ->
                        !e.key().startsWith(Complaints.OWN_KEYS) && !e.key().equals("version"))
                .toList();
        return !services.isEmpty()
                && services.stream()
                        .allMatch(e -> e.value() instanceof Mapping mapping
                                && !OF_MANIFESTS.contains(e.key())
                                && mapping.entries().stream().anyMatch(s -> OF_SERVICES.contains(s.key())));
    }
}
