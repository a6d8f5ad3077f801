package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Port;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.Scope.SysctlName;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.External;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.Stack;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must be looked at to reconcile a manifest. */
public final class Scopes {
    static final SysctlName IPV4_FORWARDING = new SysctlName(Netns.HOST, "net.ipv4.ip_forward");
    static final SysctlName RESERVED_PORTS = new SysctlName(Netns.HOST, "net.ipv4.ip_local_reserved_ports");
    static final SysctlName IPV6_FORWARDING = new SysctlName(Netns.HOST, "net.ipv6.conf.all.forwarding");

    /** There only where the module br_netfilter is. */
    static final SysctlName BRIDGE_FILTER = new SysctlName(Netns.HOST, "net.bridge.bridge-nf-call-iptables");

    static final SysctlName BRIDGE_FILTER_V6 = new SysctlName(Netns.HOST, "net.bridge.bridge-nf-call-ip6tables");

    private Scopes() {}

    /** The name of a setting of one link, whose own dots are written as slashes. */
    static String ofLink(String group, String link, String setting) {
        return group + "." + link.replace('.', '/') + "." + setting;
    }

    /** The stacks of the manifest, those whose networks it uses, the settings that it changes, and the ports that it publishes. */
    public static Scope of(Manifest manifest, Map<Owner, AttachedNetns> attached) {
        Set<String> stacks = new HashSet<>();
        Set<SysctlName> sysctls = new HashSet<>(sharedSysctls());
        for (Stack stack : manifest.stacks()) {
            stacks.add(stack.name());
            for (Network network : stack.networks()) {
                if (network.external() instanceof External.OtherStack(String other, String _)) {
                    stacks.add(other);
                }
            }
            for (Container container : stack.containers()) {
                AttachedNetns found = attached.get(new Owner(stack.name(), container.name()));
                Netns netns = found != null ? found.netns() : Netns.named(stack.name() + "." + container.name());
                container.sysctls().keySet().forEach(name -> sysctls.add(new SysctlName(netns, name)));
            }
        }
        Set<Port> ports = ports(manifest);
        if (ports != null) {
            sysctls.add(RESERVED_PORTS);
        }
        return new Scope(stacks, attached, sysctls, ports);
    }

    /** The fixed ones of the host's ports that it publishes; null where it publishes nothing at all. */
    private static @Nullable Set<Port> ports(Manifest manifest) {
        boolean any = false;
        Set<Port> ports = new HashSet<>();
        for (Stack stack : manifest.stacks()) {
            for (Container container : stack.containers()) {
                any |= container.publishAll() || !container.publish().isEmpty();
                container.publish().forEach(port -> port.fixedHostPort().ifPresent(ports::add));
            }
        }
        return any ? ports : null;
    }

    /** The stacks whose containers are ports of bridges that the manifest uses: their addresses there are taken. */
    public static Set<String> guests(Manifest manifest, Observed observed) {
        Set<String> hosts = new HashSet<>();
        Set<String> bridges = new HashSet<>();
        for (Stack stack : manifest.stacks()) {
            hosts.add(stack.name());
            for (Network network : stack.networks()) {
                switch (network.external()) {
                    case External.OtherStack(String other, String _) -> hosts.add(other);
                    case External.AdoptedBridge(String bridge) -> bridges.add(bridge);
                    case null -> {}
                }
            }
        }
        for (Observed.Entry entry : observed.entries().values()) {
            Owner owner = entry.owner();
            if (owner != null && entry.resource() instanceof Bridge bridge && hosts.contains(owner.stack())) {
                bridges.add(bridge.name());
            }
        }
        Set<String> guests = new HashSet<>();
        for (Observed.Entry entry : observed.entries().values()) {
            Owner owner = entry.owner();
            if (owner != null
                    && entry.resource() instanceof Veth veth
                    && veth.master() != null
                    && bridges.contains(veth.master())) {
                guests.add(owner.stack());
            }
        }
        return guests;
    }

    /** The host's settings that stacks may share, or that all must know. */
    public static Set<SysctlName> sharedSysctls() {
        return Set.of(IPV4_FORWARDING, IPV6_FORWARDING, BRIDGE_FILTER, BRIDGE_FILTER_V6);
    }

    /** All settings of the host that a plan for some manifest may look at. */
    public static Set<SysctlName> hostSysctls() {
        Set<SysctlName> all = new HashSet<>(sharedSysctls());
        all.add(RESERVED_PORTS);
        return all;
    }
}
