package io.jnetctl.reconciler.diff;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.reconciler.Desired;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not ours to change stands where something desired should be.
 *
 * @param adoption what takes it over, with what else of it must be set then; null where it cannot be taken over
 */
public record Conflict(Desired.Entry desired, Observed.Entry observed, Change.@Nullable Updated adoption) {
    /** What is in the way, and whose it is. */
    public String message() {
        var resource = observed.resource();
        String what = resource.kind().name() + " " + resource.label();
        var owner = observed.owner();
        String whose = owner == null ? "was not made by jnetctl" : "belongs to stack " + owner.stack();
        return what + " is in the way of " + desired.resource().kind().name() + " "
                + desired.resource().label() + " (" + desired.reason() + "): it " + whose;
    }

    /** A way out. */
    public String hint() {
        var owner = observed.owner();
        if (owner == null && adoption != null && observed.resource() instanceof Bridge bridge) {
            return "rename or remove it on the host, give the manifest another `bridge`, make it jnetctl's with `jnetctl adopt`,"
                    + " or use it as it is: external: true, bridge: " + bridge.name();
        }
        if (adoption != null) {
            return "rename or remove it on the host, or make it jnetctl's with `jnetctl adopt`";
        }
        if (owner == null && observed.resource() instanceof Route route) {
            return "remove it there: " + removal(route);
        }
        return owner == null
                ? "rename or remove it on the host, or give the manifest another name"
                : "give one of the two stacks another name, or destroy stack " + owner.stack();
    }

    private static String removal(Route route) {
        String inside =
                route.netns().isHost() ? "" : "nsenter --net=" + route.netns().path() + " ";
        String family = route.destination().family() == Family.V6 ? "-6 " : "";
        return inside + "ip " + family + "route del "
                + (route.isDefault() ? "default" : route.destination().toString());
    }
}
