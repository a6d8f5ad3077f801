package io.jnetctl.kernel;

import java.util.Map;
import java.util.Set;

/**
 * What an observation must cover beyond the host's own links, addresses, routes and firewall.
 *
 * @param stacks the stacks whose made namespaces and files are looked into
 * @param attached namespaces that others made, by the owner they are plumbed for
 * @param sysctls settings to read, besides those that jnetctl changed: each a namespace and a dotted name
 */
public record Scope(Set<String> stacks, Map<Owner, AttachedNetns> attached, Set<SysctlName> sysctls) {
    public Scope {
        stacks = Set.copyOf(stacks);
        attached = Map.copyOf(attached);
        sysctls = Set.copyOf(sysctls);
    }

    /** A sysctl of one namespace, such as {@code net.ipv4.ip_forward}. */
    public record SysctlName(Netns netns, String name) {}
}
