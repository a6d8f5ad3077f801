package io.jnetctl.kernel;

import io.jnetctl.inet.Port;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an observation must cover beyond the host's own links, addresses, routes and firewall.
 *
 * @param stacks the stacks whose made namespaces and files are looked into
 * @param attached namespaces that others made, by the owner they are plumbed for
 * @param sysctls settings to read, besides those that jnetctl changed: each a namespace and a dotted name
 * @param ports null: the host's sockets are not looked at; else all that listen are, and the processes behind those at these ports
 */
public record Scope(
        Set<String> stacks,
        Map<Owner, AttachedNetns> attached,
        Set<SysctlName> sysctls,
        @Nullable Set<Port> ports) {
    public Scope {
        stacks = Set.copyOf(stacks);
        attached = Map.copyOf(attached);
        sysctls = Set.copyOf(sysctls);
        ports = ports == null ? null : Set.copyOf(ports);
    }

    /** Without the host's sockets. */
    public Scope(Set<String> stacks, Map<Owner, AttachedNetns> attached, Set<SysctlName> sysctls) {
        this(stacks, attached, sysctls, null);
    }

    /** The same without the host's sockets. */
    public Scope withoutSockets() {
        return new Scope(stacks, attached, sysctls);
    }

    /** The same of other stacks. */
    public Scope withStacks(Set<String> others) {
        return new Scope(others, attached, sysctls, ports);
    }

    /** A sysctl of one namespace, such as {@code net.ipv4.ip_forward}. */
    public record SysctlName(Netns netns, String name) {}
}
