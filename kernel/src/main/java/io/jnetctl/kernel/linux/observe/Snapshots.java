package io.jnetctl.kernel.linux.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What netlink told of the namespaces of a scope.
 *
 * @param names of all namespaces that have one
 * @param made those of the scope's stacks
 * @param attached those that others made
 * @param byId those of both that the host has a number for
 */
public record Snapshots(
        NetnsSnapshot host,
        List<String> names,
        List<NetnsSnapshot> made,
        List<NetnsSnapshot> attached,
        Map<Integer, NetnsSnapshot> byId) {

    /** The host first. */
    List<NetnsSnapshot> all() {
        List<NetnsSnapshot> all = new ArrayList<>(List.of(host));
        all.addAll(made);
        all.addAll(attached);
        return all;
    }
}
