package io.jnetctl.reconciler;

import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import java.util.Map;

/**
 * What was seen of a host at one moment.
 *
 * @param attached the namespaces of others that were looked into, by the container they are plumbed for
 */
public record Sight(Observed observed, Map<Owner, AttachedNetns> attached) {
    public Sight {
        attached = Map.copyOf(attached);
    }
}
