package io.jnetctl.golden.scenario;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.AttachTarget.Engine;
import io.jnetctl.kernel.Listener.Holder;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.testing.MemoryOutside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What others do on the host, a line a deed, in the words of ip(8). A link of a namespace is written {@code NETNS/LINK}, one of the host
 * by its name alone.
 */
final class OutsideScript {
    private final MemoryOutside outside;

    OutsideScript(MemoryOutside outside) {
        this.outside = outside;
    }

    void run(Path script) throws IOException {
        for (String line : Files.readAllLines(script)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                run(line);
            }
        }
    }

    private void run(String line) {
        List<String> words = List.of(line.strip().split(" +", -1));
        List<String> rest = words.subList(2, words.size());
        switch (words.get(0) + " " + words.get(1)) {
            case "netns add" -> outside.addNamespace(rest.getFirst());
            case "netns delete" -> outside.deleteNamespace(rest.getFirst());
            case "process start" -> outside.startProcess(Integer.parseInt(rest.get(0)), netns(rest.get(1)));
            case "docker start" ->
                outside.startContainer(
                        new AttachTarget.Named(Engine.DOCKER, rest.get(0)), Integer.parseInt(rest.get(1)));
            case "process listens" -> listen(rest);
            case "bridge add" -> outside.addBridge(rest.getFirst());
            case "link add" -> outside.addLink(netnsOf(rest.get(0)), linkOf(rest.get(0)), rest.get(1));
            case "crashed netns" -> outside.leaveEmptyNamespaceFile(rest.getFirst());
            case "crashed bridge" -> outside.leaveHalfMadeBridge(rest.get(0), rest.get(1));
            case "link delete" -> outside.deleteLink(netnsOf(rest.getFirst()), linkOf(rest.getFirst()));
            case "link up" -> outside.setUp(netnsOf(rest.getFirst()), linkOf(rest.getFirst()), true);
            case "link down" -> outside.setUp(netnsOf(rest.getFirst()), linkOf(rest.getFirst()), false);
            case "link mtu" -> outside.setMtu(netnsOf(rest.get(0)), linkOf(rest.get(0)), Integer.parseInt(rest.get(1)));
            case "link rename" -> outside.rename(netnsOf(rest.get(0)), linkOf(rest.get(0)), rest.get(1));
            case "link nomaster" -> outside.setMaster(rest.getFirst(), "");
            case "address add" ->
                outside.addAddress(netnsOf(rest.get(0)), linkOf(rest.get(0)), InterfaceAddress.parse(rest.get(1)));
            case "address delete" ->
                outside.deleteAddress(netnsOf(rest.get(0)), linkOf(rest.get(0)), InterfaceAddress.parse(rest.get(1)));
            case "route add" -> outside.addRoute(route(rest));
            case "route delete" -> outside.deleteRoute(route(rest));
            case "iptables append" ->
                outside.appendRule(Family.V4, rest.get(0), rest.get(1), rest.subList(2, rest.size()));
            case "iptables insert" ->
                outside.insertRule(Family.V4, rest.get(0), rest.get(1), rest.subList(2, rest.size()));
            case "iptables delete" ->
                outside.deleteRule(Family.V4, rest.get(0), rest.get(1), rest.subList(2, rest.size()));
            case "iptables raise" ->
                outside.raiseRule(Family.V4, rest.get(0), rest.get(1), rest.subList(2, rest.size()));
            case "iptables flush" -> outside.flush(Family.V4, rest.get(0), rest.get(1));
            case "iptables missing" -> outside.setFirewallVersion("");
            case "ip6tables missing" -> outside.removeIp6tables();
            case "sysctl host" -> outside.setSysctl(Netns.HOST, rest.get(0), rest.get(1));
            case "file delete" -> outside.deleteFile(rest.getFirst());
            case "file append" -> append(rest.getFirst(), text(line));
            case "file drop" -> drop(rest.getFirst(), text(line));
            default -> throw new IllegalArgumentException("not a deed: " + line);
        }
    }

    /** {@code PID PROGRAM ADDRESS PORT/PROTOCOL}. */
    private void listen(List<String> words) {
        Port port = Port.parse(words.get(3));
        outside.listen(
                port.protocol(),
                IpAddress.parse(words.get(2)),
                port.number(),
                new Holder(Integer.parseInt(words.get(0)), words.get(1)));
    }

    /** What follows the third word, with {@code \t} for a tab. */
    private static String text(String line) {
        return line.split(" +", 4)[3].replace("\\t", "\t");
    }

    private void append(String path, String text) {
        outside.writeFile(path, outside.readFile(path).orElse("") + text + "\n");
    }

    private void drop(String path, String text) {
        String whole = outside.readFile(path).orElseThrow();
        List<String> left = whole.lines().filter(each -> !each.equals(text)).collect(Collectors.toList());
        if (left.size() != whole.lines().count() - 1) {
            throw new IllegalArgumentException(path + " has no line, or several, that read: " + text);
        }
        outside.writeFile(path, left.stream().map(each -> each + "\n").collect(Collectors.joining()));
    }

    /** {@code NETNS DESTINATION via GATEWAY dev LINK}. */
    private static Route route(List<String> words) {
        if (words.size() != 6 || !words.get(2).equals("via") || !words.get(4).equals("dev")) {
            throw new IllegalArgumentException("not a route: " + words);
        }
        return Route.via(netns(words.get(0)), Cidr.parse(words.get(1)), IpAddress.parse(words.get(3)), words.get(5));
    }

    private static Netns netns(String name) {
        return name.equals(Netns.HOST.name()) ? Netns.HOST : Netns.named(name);
    }

    private static Netns netnsOf(String link) {
        int slash = link.indexOf('/');
        return slash < 0 ? Netns.HOST : Netns.named(link.substring(0, slash));
    }

    private static String linkOf(String link) {
        return link.substring(link.indexOf('/') + 1);
    }
}
