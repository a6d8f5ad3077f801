package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.Listener.Holder;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkGroup;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.flow.Flow;
import io.jnetctl.kernel.flow.FlowPattern;
import io.jnetctl.kernel.linux.LinkGroup;
import io.jnetctl.kernel.linux.conntrack.FlowNotes;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Veth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What an administrator does with ip(8) and iptables(8) on the host of the calling thread. */
public final class LinuxOutside implements Outside {
    private final List<Channel> listening = new ArrayList<>();

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ip(Netns netns, String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(Arrays.asList(arguments));
        return inside(netns, command.toArray(new String[0]));
    }

    private static String ip(String... arguments) {
        return ip(Netns.HOST, arguments);
    }

    /** A command inside a namespace, with the mounts of the host and its own /sys. */
    private static String inside(Netns netns, String... arguments) {
        List<String> command = new ArrayList<>();
        if (!netns.isHost()) {
            command.addAll(List.of("nsenter", "--net=" + netns.path()));
        }
        command.addAll(Arrays.asList(arguments));
        return run(command);
    }

    private static void iptables(Family family, String table, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(family == Family.V4 ? "iptables" : "ip6tables", "-w", "-t", table));
        command.addAll(arguments);
        run(command);
    }

    @Override
    public void addNamespace(String name) {
        ip("netns", "add", name);
    }

    @Override
    public void deleteNamespace(String name) {
        ip("netns", "delete", name);
    }

    @Override
    public void leaveEmptyNamespaceFile(String name) {
        writeFile(Netns.named(name).path(), "");
    }

    @Override
    public void addBridge(String name) {
        ip("link", "add", "name", name, "type", "bridge");
        setUp(Netns.HOST, name, true);
    }

    @Override
    public void addVeth(Netns netns, String name, Netns peerNetns, String peer) {
        pair(netns, name, peerNetns, peer, 0);
        setUp(netns, name, true);
        setUp(peerNetns, peer, true);
    }

    private static void pair(Netns netns, String name, Netns peerNetns, String peer, int group) {
        List<String> arguments = new ArrayList<>(List.of("link", "add", "name", name));
        arguments.addAll(List.of("group", Integer.toString(group), "type", "veth", "peer", "name", peer));
        if (!netns.equals(peerNetns)) {
            // The thread's own /proc entry: the process itself lives in another namespace.
            arguments.addAll(List.of("netns", peerNetns.name()));
        }
        ip(netns, arguments.toArray(String[]::new));
    }

    @Override
    public void leaveHalfMadeBridge(String stack, String name) {
        ip(
                "link",
                "add",
                "name",
                name,
                "group",
                Integer.toString(NetworkGroup.of(new Owner(stack, "front"), NetworkPolicy.NONE)),
                "type",
                "bridge");
    }

    @Override
    public void leaveHalfMadeVeth(String stack, String name, Netns netns, String peer) {
        pair(Netns.HOST, name, netns, peer, LinkGroup.of(stack));
    }

    @Override
    public void mark(Netns netns, String link, Optional<Owner> mark) {
        ip(netns, "link", "set", "dev", link, "group", "default");
        ip(netns, "link", "set", "dev", link, "alias", mark.map(Owner::toString).orElse(""));
    }

    @Override
    public void setGroup(String link, int group) {
        ip("link", "set", "dev", link, "group", Integer.toString(group));
    }

    @Override
    public void setIsolated(String link, boolean isolated) {
        ip("link", "set", "dev", link, "type", "bridge_slave", "isolated", isolated ? "on" : "off");
    }

    @Override
    public void deleteLink(Netns netns, String name) {
        ip(netns, "link", "delete", "dev", name);
    }

    @Override
    public void setUp(Netns netns, String link, boolean up) {
        ip(netns, "link", "set", "dev", link, up ? "up" : "down");
    }

    @Override
    public void setMtu(Netns netns, String link, int mtu) {
        ip(netns, "link", "set", "dev", link, "mtu", Integer.toString(mtu));
    }

    @Override
    public void setMaster(String link, String bridge) {
        if (bridge.isEmpty()) {
            ip("link", "set", "dev", link, "nomaster");
        } else {
            ip("link", "set", "dev", link, "master", bridge);
        }
    }

    @Override
    public void rename(Netns netns, String link, String name) {
        ip(netns, "link", "set", "dev", link, "name", name);
    }

    @Override
    public void addAddress(Netns netns, String link, InterfaceAddress address) {
        ip(netns, "address", "add", address.toString(), "dev", link);
    }

    @Override
    public void deleteAddress(Netns netns, String link, InterfaceAddress address) {
        ip(netns, "address", "delete", address.toString(), "dev", link);
    }

    @Override
    public void addProxyNeighbour(String link, IpAddress address) {
        ip("-6", "neighbour", "add", "proxy", address.toString(), "dev", link);
    }

    @Override
    public void deleteProxyNeighbour(String link, IpAddress address) {
        ip("-6", "neighbour", "delete", "proxy", address.toString(), "dev", link);
    }

    @Override
    public void addRoute(Route route) {
        route("add", route);
    }

    @Override
    public void deleteRoute(Route route) {
        route("delete", route);
    }

    private static void route(String verb, Route route) {
        List<String> arguments = new ArrayList<>();
        arguments.add(route.destination().family() == Family.V4 ? "-4" : "-6");
        arguments.addAll(List.of("route", verb));
        if (route.type() == Route.Type.BLACKHOLE) {
            arguments.add("blackhole");
        }
        arguments.add(route.destination().toString());
        if (route.gateway() != null) {
            arguments.addAll(List.of("via", route.gateway().toString()));
        }
        if (route.link() != null) {
            arguments.addAll(List.of("dev", route.link()));
        }
        arguments.addAll(List.of("metric", Integer.toString(route.metric())));
        ip(route.netns(), arguments.toArray(String[]::new));
    }

    @Override
    public void addChain(Family family, String table, String name) {
        iptables(family, table, List.of("-N", name));
    }

    @Override
    public void insertRule(Family family, String table, String chain, List<String> arguments) {
        rule("-I", family, table, chain, arguments);
    }

    @Override
    public void appendRule(Family family, String table, String chain, List<String> arguments) {
        rule("-A", family, table, chain, arguments);
    }

    private static void rule(String verb, Family family, String table, String chain, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(verb, chain));
        all.addAll(arguments);
        iptables(family, table, all);
    }

    @Override
    public void setPolicy(Family family, String table, String chain, boolean drops) {
        iptables(family, table, List.of("-P", chain, drops ? "DROP" : "ACCEPT"));
    }

    @Override
    public void flush(Family family, String table, String chain) {
        iptables(family, table, List.of("-F", chain));
    }

    @Override
    public void beginFlow(Protocol protocol, Flow.Tuple original, Optional<Server> server) {
        LinuxFlows.begin(protocol, original, server);
    }

    @Override
    public boolean hasFlow(Protocol protocol, Flow.Tuple original) {
        return LinuxFlows.has(protocol, original);
    }

    @Override
    public void leaveStaleFlows(FlowPattern flows) {
        FlowNotes.add(List.of(flows));
    }

    @Override
    public void writeFile(String path, String text) {
        try {
            Path parent = Path.of(path).getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(Path.of(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> readFile(String path) {
        try {
            return Files.exists(Path.of(path)) ? Optional.of(Files.readString(Path.of(path))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void deleteFile(String path) {
        try {
            Files.delete(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void setSysctl(Netns netns, String name, String value) {
        inside(netns, "sysctl", "-q", "-w", name + "=" + value);
    }

    @Override
    public String readSysctl(Netns netns, String name) {
        return inside(netns, "sysctl", "-n", name).strip();
    }

    @Override
    public Holder listen(Protocol protocol, IpAddress address, int port) {
        try {
            StandardProtocolFamily family =
                    address.family() == Family.V4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
            InetSocketAddress at = new InetSocketAddress(InetAddress.getByAddress(address.toBytes()), port);
            listening.add(
                    protocol == Protocol.UDP
                            ? DatagramChannel.open(family).bind(at)
                            : ServerSocketChannel.open(family).bind(at));
            String program = Files.readString(Path.of("/proc/self/comm")).strip();
            return new Holder(Math.toIntExact(ProcessHandle.current().pid()), program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stopListening() {
        try {
            for (Channel channel : listening) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listening.clear();
    }

    @Override
    public OptionalLong identity(Resource resource) {
        return switch (resource) {
            case Namespace namespace -> inode(namespace.netns().path());
            case Bridge bridge -> index(bridge.name());
            case Veth veth -> index(veth.name());
            case ManagedFile file -> inode(file.location().path());
            default -> OptionalLong.empty();
        };
    }

    private static OptionalLong index(String link) {
        String printed = ip("-o", "link", "show", "dev", link);
        return OptionalLong.of(Long.parseLong(printed.substring(0, printed.indexOf(':'))));
    }

    private static OptionalLong inode(String path) {
        try {
            return OptionalLong.of((Long) Files.getAttribute(Path.of(path), "unix:ino"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
