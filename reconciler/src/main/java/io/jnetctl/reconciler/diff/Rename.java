package io.jnetctl.reconciler.diff;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Attribute.OnChange;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Slot;
import io.jnetctl.kernel.resource.Veth;
import java.util.ArrayList;
import java.util.List;

/**
 * One name that a link has, and the one that it shall have instead.
 *
 * @param attribute the name of what differs
 * @param from the place of the name that it has
 * @param to the place of the name that it shall have
 */
record Rename(String attribute, Slot from, Slot to, String before, String after) {
    /** Those that make one link of another, each of which may have two ends. */
    static List<Rename> between(Resource before, Resource after) {
        List<Rename> renames = new ArrayList<>(2);
        if (before instanceof Bridge was && after instanceof Bridge becomes) {
            add(AttributeChange.NAME, Netns.HOST, was.name(), becomes.name(), renames);
        } else if (before instanceof Veth was && after instanceof Veth becomes) {
            add(AttributeChange.NAME, Netns.HOST, was.name(), becomes.name(), renames);
            add(AttributeChange.INTERFACE, becomes.netns(), was.peer(), becomes.peer(), renames);
        }
        return renames;
    }

    private static void add(String attribute, Netns netns, String before, String after, List<Rename> renames) {
        if (!before.equals(after)) {
            renames.add(new Rename(attribute, Slot.link(netns, before), Slot.link(netns, after), before, after));
        }
    }

    AttributeChange change() {
        return new AttributeChange(attribute, before, after, OnChange.UPDATE, Disruption.NONE);
    }
}
