package io.jnetctl.kernel.linux.observe;

import io.jnetctl.inet.Port;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.Listener;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.Scope.SysctlName;
import io.jnetctl.kernel.flow.FlowPattern;
import io.jnetctl.kernel.linux.conntrack.FlowNotes;
import io.jnetctl.kernel.linux.files.StackNotes;
import io.jnetctl.kernel.linux.firewall.Firewall;
import io.jnetctl.kernel.linux.firewall.FirewallState;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.netns.ProcessCount;
import io.jnetctl.kernel.linux.route.NamespaceIdMessage;
import io.jnetctl.kernel.linux.sockets.Listeners;
import io.jnetctl.kernel.linux.sys.Beside;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sysctl.Sysctls;
import io.jnetctl.kernel.resource.StaleFlows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at a scope: the firewall's tools run while the tables of the namespaces are read. */
public final class Observer {
    private static final Owner FLOWS = new Owner("*", "flows");

    private final OpenNamespaces namespaces;
    private final Firewall firewall;
    private final Sysctls sysctls;

    public Observer(OpenNamespaces namespaces, Firewall firewall, Sysctls sysctls) {
        this.namespaces = namespaces;
        this.firewall = firewall;
        this.sysctls = sysctls;
    }

    /** A look that was begun: rules and sockets are being read. */
    public record Begun(
            Snapshots snapshots, Firewall.Reading<FirewallState> rules, Supplier<List<Listener>> listeners) {}

    /** @throws ErrnoException when a namespace cannot be entered or read */
    public Observed observe(Scope scope) {
        namespaces.refresh();
        Firewall.Reading<FirewallState> rules = firewall.read();
        Set<Port> ports = scope.ports();
        Supplier<List<Listener>> listeners =
                ports == null ? List::of : Beside.start("listeners", () -> Listeners.read(ports));
        return finish(scope, new Begun(snapshots(scope), rules, listeners));
    }

    /** Begins a look without sockets, which goes on while the caller does something else. */
    public Begun begin(Snapshots snapshots) {
        return new Begun(snapshots, firewall.read(), List::of);
    }

    /** The rest of a look that was begun. */
    public Observed observe(Scope scope, Begun begun) {
        namespaces.refresh();
        return finish(scope, begun);
    }

    /**
     * What netlink tells, which is most of what there is to look at.
     *
     * @throws ErrnoException when a namespace cannot be entered or read
     */
    public Snapshots snapshots(Scope scope) {
        OpenNetns open = namespaces.get(Netns.HOST);
        NetnsSnapshot host = NetnsSnapshot.read(Netns.HOST, open);
        List<String> names = NetnsFiles.names();
        Map<Integer, NetnsSnapshot> byId = new HashMap<>();
        List<NetnsSnapshot> made = made(names, scope.stacks(), open, byId);
        return new Snapshots(host, names, made, attached(scope, open, byId), byId);
    }

    private Observed finish(Scope scope, Begun begun) {
        Entries entries = new Entries();
        Snapshots snapshots = begun.snapshots();
        OpenNetns open = namespaces.get(Netns.HOST);
        NetnsSnapshot host = snapshots.host();
        List<NetnsSnapshot> made = snapshots.made();
        Map<Integer, NetnsSnapshot> byId = snapshots.byId();
        List<NetnsSnapshot> all = snapshots.all();
        LinkObserver links = new LinkObserver(host, byId, scope.stacks(), entries);
        Map<NetnsSnapshot, List<FileRoot>> strays = strays(links.unreached(), all, open, byId);
        all.addAll(strays.keySet());

        Set<SysctlName> settings = new LinkedHashSet<>(scope.sysctls());
        Set<String> recorded = Sysctls.changedNamespaces();
        for (NetnsSnapshot snapshot : all) {
            if (recorded.contains(snapshot.netns().name())) {
                settings.addAll(Sysctls.changed(snapshot.netns(), snapshot::linkName));
            }
        }
        for (SysctlName setting : settings) {
            sysctls.observe(setting).ifPresent(entries::add);
            namespaces.release();
        }
        Map<NetnsSnapshot, Owner> markers = new HashMap<>();
        for (NetnsSnapshot snapshot : made) {
            Owner marker = NamespaceObserver.observe(snapshot, entries);
            if (marker != null) {
                markers.put(snapshot, marker);
            }
        }
        links.pairsAndBridges();
        for (NetnsSnapshot snapshot : all) {
            links.others(snapshot);
        }
        for (NetnsSnapshot snapshot : all) {
            AddressObserver.observe(snapshot, entries);
        }
        ProxyObserver.observe(host, open, entries);
        for (NetnsSnapshot snapshot : all) {
            RouteObserver.observe(snapshot, markers.get(snapshot), entries);
        }
        // Before anybody waits for rules, of which there may be thousands.
        Entries files = new Entries();
        new FileObserver(scope, strays, files).observe();
        FirewallState rules = begun.rules().await();
        entries.addAll(rules.entries());
        for (FlowPattern flows : FlowNotes.read()) {
            entries.add(new Observed.Entry(new StaleFlows(flows), FLOWS));
        }
        entries.addAll(files);
        return entries.with(new HostFacts(
                FactsObserver.occupied(host),
                FactsObserver.nameservers(),
                processes(made),
                stacks(host, markers, snapshots.names(), rules),
                rules.facts(),
                StackNotes.read(scope.stacks()),
                begun.listeners().get()));
    }

    private List<NetnsSnapshot> made(
            List<String> names, Set<String> stacks, OpenNetns host, Map<Integer, NetnsSnapshot> byId) {
        List<NetnsSnapshot> made = new ArrayList<>();
        for (String name : names) {
            if (NamespaceObserver.isIn(name, stacks) && NetnsFiles.isNamespace(Path.of(Netns.DIRECTORY, name))) {
                NetnsSnapshot snapshot = read(Netns.named(name), host, byId);
                if (snapshot != null) {
                    made.add(snapshot);
                }
            }
        }
        return made;
    }

    private List<NetnsSnapshot> attached(Scope scope, OpenNetns host, Map<Integer, NetnsSnapshot> byId) {
        Map<Netns, NetnsSnapshot> attached = new LinkedHashMap<>();
        TreeMap<Netns, Boolean> sorted = new TreeMap<>();
        for (AttachedNetns each : scope.attached().values()) {
            sorted.put(each.netns(), true);
        }
        for (Netns netns : sorted.keySet()) {
            NetnsSnapshot snapshot = read(netns, host, byId);
            if (snapshot != null) {
                attached.put(netns, snapshot);
            }
        }
        return List.copyOf(attached.values());
    }

    private Map<NetnsSnapshot, List<FileRoot>> strays(
            Map<Integer, Owner> unreached, List<NetnsSnapshot> all, OpenNetns host, Map<Integer, NetnsSnapshot> byId) {
        Map<NetnsSnapshot, List<FileRoot>> strays = new LinkedHashMap<>();
        if (unreached.isEmpty()) {
            return strays;
        }
        Set<String> known = new HashSet<>();
        Set<String> taken = new HashSet<>();
        for (NetnsSnapshot snapshot : all) {
            known.add(snapshot.identity());
            taken.add(snapshot.netns().name());
        }
        Map<Integer, StrayNamespaces.Stray> found = StrayNamespaces.find(unreached.keySet(), known, host.tables());
        unreached.forEach((id, owner) -> {
            StrayNamespaces.Stray stray = found.get(id);
            if (stray != null) {
                Netns netns = stray.netns(owner, taken);
                NetnsSnapshot snapshot = read(netns, host, byId);
                if (snapshot != null) {
                    taken.add(netns.name());
                    strays.put(snapshot, stray.roots());
                }
            }
        });
        return strays;
    }

    /** Null where the namespace went away since it was listed. */
    private @Nullable NetnsSnapshot read(Netns netns, OpenNetns host, Map<Integer, NetnsSnapshot> byId) {
        try {
            OpenNetns open = namespaces.get(netns);
            NetnsSnapshot snapshot = NetnsSnapshot.read(netns, open);
            int id = host.tables()
                    .namespaceId(NamespaceIdMessage.ofFd(open.fd().number()))
                    .id();
            if (id != NamespaceIdMessage.UNASSIGNED) {
                byId.putIfAbsent(id, snapshot);
            }
            return snapshot;
        } catch (ErrnoException e) {
            if (e.error().equals(Errno.ENOENT)) {
                return null;
            }
            throw e;
        } finally {
            namespaces.release();
        }
    }

    private Map<String, Integer> processes(List<NetnsSnapshot> made) {
        if (made.isEmpty()) {
            return Map.of();
        }
        Map<String, String> names = new HashMap<>();
        for (NetnsSnapshot snapshot : made) {
            names.put(snapshot.identity(), snapshot.netns().name());
        }
        return ProcessCount.in(names);
    }

    /** By the marks of links and rules; for stacks that have neither, by those of their namespaces. */
    private Set<String> stacks(
            NetnsSnapshot host, Map<NetnsSnapshot, Owner> markers, List<String> names, FirewallState rules) {
        Set<String> stacks = new HashSet<>(rules.stacks());
        for (LinkView link : host.links()) {
            Owner.parse(link.alias()).ifPresent(owner -> stacks.add(owner.stack()));
        }
        for (Owner marker : markers.values()) {
            stacks.add(marker.stack());
        }
        for (String name : names) {
            String stack = NamespaceObserver.stack(name);
            if (stack != null && !stacks.contains(stack) && NetnsFiles.isNamespace(Path.of(Netns.DIRECTORY, name))) {
                mark(Netns.named(name)).ifPresent(owner -> stacks.add(owner.stack()));
            }
        }
        return stacks;
    }

    /** Empty also where the namespace went away since it was listed. */
    private Optional<Owner> mark(Netns netns) {
        try {
            return namespaces.get(netns).mark();
        } catch (ErrnoException e) {
            if (e.error().equals(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        } finally {
            namespaces.release();
        }
    }
}
