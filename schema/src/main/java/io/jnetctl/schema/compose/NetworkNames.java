package io.jnetctl.schema.compose;

import io.jnetctl.schema.yaml.YamlNode.Entry;
import java.util.HashMap;
import java.util.Map;

/**
 * What the names mean that compose files know each other's networks by: the one that a file gives its
 * network, else PROJECT_NETWORK.
 */
final class NetworkNames {
    // IFNAMSIZ of linux/if.h is 16 with the final NUL.
    private static final int INTERFACE_BYTES = 15;

    private final Map<String, String> owners = new HashMap<>();

    /** Notes that a project has a network by that name. */
    void declare(String name, String project, String network) {
        owners.putIfAbsent(name, project + "/" + network);
    }

    /**
     * Where an external network comes from: from a file read along, from the stack that its name begins
     * with, else it is a bridge of the host.
     */
    Entry owner(String name, Entry from) {
        String known = owners.get(name);
        int split = name.indexOf('_', 1);
        boolean qualified = name.indexOf('/') >= 0;
        boolean prefixed = !qualified && split > 0 && split < name.length() - 1;
        if (known == null && !qualified && !prefixed && name.length() <= INTERFACE_BYTES) {
            return new Entry("bridge", from.pos(), Nodes.text(name, from.value().pos()));
        }
        String guess = prefixed ? name.substring(0, split) + "/" + name.substring(split + 1) : name;
        String owner = known == null ? guess : known;
        return new Entry("name", from.pos(), Nodes.text(owner, from.value().pos()));
    }
}
