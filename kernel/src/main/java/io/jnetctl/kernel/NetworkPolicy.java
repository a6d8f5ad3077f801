package io.jnetctl.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the firewall lets the containers of a network do, apart from published ports and links. A bridge of ours carries it in its
 * group ({@link NetworkGroup}), where rules that are the same for all networks match it.
 *
 * @param internal whether nothing passes between the network and what is outside of it
 * @param isolated whether its containers reach one another by links only
 * @param hostAccess whether its containers reach the host's own services; null leaves that to the host's rules. An internal network's
 *     do not unless it is true
 * @param masquerade whether what leaves the network has the host's address
 */
public record NetworkPolicy(
        boolean internal, boolean isolated, @Nullable Boolean hostAccess, boolean masquerade) {
    /** Of a network of which nothing is asked. */
    public static final NetworkPolicy NONE = new NetworkPolicy(false, false, null, false);

    public NetworkPolicy {
        if (internal && hostAccess == null) {
            hostAccess = false;
        }
    }

    /** As plans show it: {@code internal, isolated, host closed, masqueraded}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (internal) {
            words.add("internal");
        }
        if (isolated) {
            words.add("isolated");
        }
        if (hostAccess != null) {
            words.add(hostAccess ? "host open" : "host closed");
        }
        if (masquerade) {
            words.add("masqueraded");
        }
        return words.isEmpty() ? "plain" : String.join(", ", words);
    }
}
