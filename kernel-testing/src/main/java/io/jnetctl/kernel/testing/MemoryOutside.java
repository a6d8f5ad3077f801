package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.FirewallFacts.BaseChain;
import io.jnetctl.kernel.FirewallFacts.BuiltInChain;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Listener.Holder;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkGroup;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.flow.Flow;
import io.jnetctl.kernel.flow.FlowPattern;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What others do on a host in memory; a refusal of theirs is an exception. */
public final class MemoryOutside implements Outside {
    private static final String PROC = "/proc/";

    /** The process that listens where it does not matter which. */
    private static final int SERVER = 600;

    private final MemoryHost host;
    private final Map<AttachTarget.Named, Integer> containers = new HashMap<>();

    MemoryOutside(MemoryHost host) {
        this.host = host;
    }

    /** Starts a process in a namespace. */
    public void startProcess(int pid, Netns netns) {
        wholly(() -> host.namespaces.addProcess(pid, host.namespaces.resolve(netns, netns.name())));
    }

    /** Ends a process, and its namespace with it when nothing else holds that. */
    public void endProcess(int pid) {
        wholly(() -> host.namespaces.endProcess(pid));
    }

    /** Starts a process in a namespace of its own that has no name, as container runtimes do. */
    public void startContainer(AttachTarget.Named name, int pid) {
        wholly(() -> {
            String path = PROC + pid + "/making";
            host.namespaces.addProcess(pid, host.namespaces.mount(path, name.name()));
            host.namespaces.unmount(path, name.name());
        });
        containers.put(name, pid);
    }

    /** Mounts a new namespace on any path, such as those of container runtimes. */
    public void addNamespaceAt(String path) {
        wholly(() -> host.namespaces.mount(path, path));
    }

    /** An interface of a kind that jnetctl does not make, such as {@code wireguard}; it is up. */
    public void addLink(Netns netns, String name, String type) {
        wholly(() -> host.links.setUp(host.links.make(at(netns, name), type, null, null, name), true));
    }

    /** A setting that comes with a module, such as {@code net.bridge.bridge-nf-call-iptables}. */
    public void introduceSysctl(Netns netns, String name, String value) {
        wholly(() -> host.sysctls.introduce(setting(netns, name), value));
    }

    /** The version line of iptables; empty for a host without. */
    public void setFirewallVersion(String line) {
        host.firewall.setVersion(line);
    }

    /** Takes ip6tables away, and leaves iptables. */
    public void removeIp6tables() {
        host.firewall.removeIpv6Tools();
    }

    /** A base chain of nf_tables that is not of iptables, such as firewalld's. */
    public void addBaseChain(BaseChain chain) {
        host.firewall.addBaseChain(chain);
    }

    @Override
    public void setPolicy(Family family, String table, String chain, boolean drops) {
        host.firewall.setPolicy(new BuiltInChain(family, table, chain), drops);
    }

    AttachedNetns locate(AttachTarget target) {
        return switch (target) {
            case AttachTarget.Path(String path) -> locatePath(path);
            case AttachTarget.Pid(int pid) -> locateProcess(pid, "no process " + pid + ": is it running?");
            case AttachTarget.Named named -> locateNamed(named);
        };
    }

    private AttachedNetns locatePath(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Netns netns = new Netns(name, path);
        if (!host.namespaces.exists(netns)) {
            throw new KernelException("ENOENT", "no network namespace " + path + ": has it been made?");
        }
        boolean named = path.equals(Netns.DIRECTORY + "/" + name);
        return new AttachedNetns(netns, named ? FileRoot.ofNamed(name) : null);
    }

    private AttachedNetns locateNamed(AttachTarget.Named named) {
        String engine = switch (named.engine()) {
            case DOCKER -> "container " + named.name() + " in Docker";
            case PODMAN -> "container " + named.name() + " in Podman";
            case MACHINE -> "machine " + named.name();
        };
        String missing = "no " + engine + ": is it running?";
        Integer pid = containers.get(named);
        if (pid == null) {
            throw new KernelException("ENOENT", missing);
        }
        return locateProcess(pid, missing);
    }

    private AttachedNetns locateProcess(int pid, String missing) {
        Netns netns = new Netns("pid " + pid, PROC + pid + "/ns/net");
        if (!host.namespaces.exists(netns)) {
            throw new KernelException("ENOENT", missing);
        }
        boolean ownFiles = containers.containsValue(pid);
        return new AttachedNetns(netns, ownFiles ? new FileRoot(PROC + pid + "/root", "etc") : null);
    }

    private void wholly(Runnable change) {
        host.undo.wholly(change);
    }

    private MemoryLinks.LinkName at(Netns netns, String link) {
        return new MemoryLinks.LinkName(host.namespaces.resolve(netns, link), link);
    }

    private MemoryLinks.Link link(Netns netns, String link) {
        return host.links.require(at(netns, link), link);
    }

    private MemorySysctls.Place setting(Netns netns, String name) {
        return new MemorySysctls.Place(host.namespaces.resolve(netns, name), name);
    }

    @Override
    public void addNamespace(String name) {
        wholly(() -> host.namespaces.mount(Netns.named(name).path(), name));
    }

    @Override
    public void deleteNamespace(String name) {
        wholly(() -> host.namespaces.unmount(Netns.named(name).path(), name));
    }

    @Override
    public void leaveEmptyNamespaceFile(String name) {
        wholly(() -> host.namespaces.leaveEmptyFile(Netns.named(name).path()));
    }

    @Override
    public void addBridge(String name) {
        wholly(() ->
                host.links.setUp(host.links.make(at(Netns.HOST, name), MemoryLinks.BRIDGE, null, null, name), true));
    }

    @Override
    public void addVeth(Netns netns, String name, Netns peerNetns, String peer) {
        wholly(() -> {
            host.links.pair(at(netns, name), at(peerNetns, peer), null, null, name);
            host.links.setUp(link(netns, name), true);
            host.links.setUp(link(peerNetns, peer), true);
        });
    }

    @Override
    public void leaveHalfMadeBridge(String stack, String name) {
        wholly(() -> host.links.put(host.links
                .make(at(Netns.HOST, name), MemoryLinks.BRIDGE, null, null, name)
                .withPolicy(NetworkPolicy.NONE)
                .withMark(new Owner(stack, ""))));
    }

    @Override
    public void leaveHalfMadeVeth(String stack, String name, Netns netns, String peer) {
        wholly(() -> host.links.put(host.links
                .pair(at(Netns.HOST, name), at(netns, peer), null, null, name)
                .withMark(new Owner(stack, ""))));
    }

    @Override
    public void mark(Netns netns, String link, Optional<Owner> mark) {
        wholly(() -> host.links.put(link(netns, link).withPolicy(null).withMark(mark.orElse(null))));
    }

    @Override
    public void setGroup(String link, int group) {
        wholly(() -> {
            MemoryLinks.Link found = link(Netns.HOST, link);
            Owner owner = found.mark();
            host.links.put(found.withPolicy(
                    owner == null ? null : NetworkGroup.policy(owner, group).orElse(null)));
        });
    }

    @Override
    public void setIsolated(String link, boolean isolated) {
        wholly(() -> {
            MemoryLinks.Link port = link(Netns.HOST, link);
            host.links.put(port.withPort(
                    new MemoryLinks.PortSettings(isolated, port.port().hairpin())));
        });
    }

    @Override
    public void deleteLink(Netns netns, String name) {
        wholly(() -> host.links.delete(link(netns, name)));
    }

    @Override
    public void setUp(Netns netns, String link, boolean up) {
        wholly(() -> host.links.setUp(link(netns, link), up));
    }

    @Override
    public void setMtu(Netns netns, String link, int mtu) {
        wholly(() -> host.links.setMtu(at(netns, link), mtu, link));
    }

    @Override
    public void setMaster(String link, String bridge) {
        wholly(() -> host.links.setMaster(
                link(Netns.HOST, link),
                bridge.isEmpty() ? 0 : link(Netns.HOST, bridge).id(),
                link));
    }

    @Override
    public void rename(Netns netns, String link, String name) {
        wholly(() -> host.links.rename(link(netns, link), name));
    }

    @Override
    public void addAddress(Netns netns, String link, InterfaceAddress address) {
        wholly(() -> host.addresses.add(link(netns, link), address, false));
    }

    @Override
    public void deleteAddress(Netns netns, String link, InterfaceAddress address) {
        wholly(() -> host.addresses.remove(link(netns, link), address));
    }

    @Override
    public void addProxyNeighbour(String link, IpAddress address) {
        wholly(() -> host.proxies.add(link(Netns.HOST, link), address, false));
    }

    @Override
    public void deleteProxyNeighbour(String link, IpAddress address) {
        wholly(() -> host.proxies.remove(link(Netns.HOST, link), address));
    }

    @Override
    public void addRoute(Route route) {
        wholly(() -> host.routes.add(route, false));
    }

    @Override
    public void deleteRoute(Route route) {
        wholly(() -> host.routes.delete(route));
    }

    @Override
    public void addChain(Family family, String table, String name) {
        wholly(() -> host.firewall.make(chain(family, table, name), name));
    }

    @Override
    public void insertRule(Family family, String table, String chain, List<String> arguments) {
        wholly(() -> host.firewall.put(chain(family, table, chain), arguments, null, true));
    }

    @Override
    public void appendRule(Family family, String table, String chain, List<String> arguments) {
        wholly(() -> host.firewall.put(chain(family, table, chain), arguments, null, false));
    }

    @Override
    public void flush(Family family, String table, String chain) {
        wholly(() -> host.firewall.removeIf(chain(family, table, chain), rule -> true));
    }

    /** Takes a rule away, whoever's it is. */
    public void deleteRule(Family family, String table, String chain, List<String> arguments) {
        wholly(() -> host.firewall.removeIf(
                chain(family, table, chain), rule -> rule.arguments().equals(arguments)));
    }

    /** Puts a rule at the head of its chain, mark and all. */
    public void raiseRule(Family family, String table, String chain, List<String> arguments) {
        wholly(() -> host.firewall.raise(chain(family, table, chain), arguments));
    }

    private static MemoryFirewall.ChainName chain(Family family, String table, String name) {
        return new MemoryFirewall.ChainName(family, table, name);
    }

    @Override
    public void beginFlow(Protocol protocol, Flow.Tuple original, Optional<Server> server) {
        Flow.Tuple reply = server.map(
                        it -> new Flow.Tuple(it.address(), it.port(), original.source(), original.sourcePort()))
                .orElse(original.reversed());
        host.flows.begin(new Flow(protocol.number(), original, reply, server.isPresent(), false));
    }

    @Override
    public boolean hasFlow(Protocol protocol, Flow.Tuple original) {
        return host.flows.has(protocol, original);
    }

    @Override
    public void leaveStaleFlows(FlowPattern flows) {
        host.flows.note(flows);
    }

    @Override
    public void writeFile(String path, String text) {
        wholly(() -> host.files.write(path, text));
    }

    @Override
    public Optional<String> readFile(String path) {
        return host.files.find(path).map(MemoryFiles.HeldFile::text);
    }

    @Override
    public void deleteFile(String path) {
        wholly(() -> host.files.delete(path));
    }

    @Override
    public void setSysctl(Netns netns, String name, String value) {
        wholly(() -> host.sysctls.write(setting(netns, name), value, name));
    }

    @Override
    public String readSysctl(Netns netns, String name) {
        return host.sysctls.read(setting(netns, name)).orElseThrow(() -> Refusal.of("ENOENT", name));
    }

    @Override
    public Holder listen(Protocol protocol, IpAddress address, int port) {
        Holder holder = new Holder(SERVER, "server");
        listen(protocol, address, port, holder);
        return holder;
    }

    /** Has somebody listen. */
    public void listen(Protocol protocol, IpAddress address, int port, Holder holder) {
        wholly(() -> host.sockets.listen(protocol, address, port, holder));
    }

    @Override
    public void stopListening() {
        wholly(host.sockets::closeAll);
    }

    @Override
    public OptionalLong identity(Resource resource) {
        return MemoryIdentity.of(host, resource);
    }
}
