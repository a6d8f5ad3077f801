package io.jnetctl.golden;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.StaleFlows;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.kernel.testing.Outside;
import java.util.List;
import java.util.Random;

/**
 * Something that others do to an object of ours.
 *
 * @param what in words
 */
record Deed(String what, Runnable run) {
    private static final String RENAMED = "renamed";
    private static final List<String> STRANGER = List.of("-m", "mark", "--mark", "0x99", "-j", "RETURN");

    /** Whether the kernel tells of it: of proxied neighbours it does not. */
    static boolean isTold(Resource resource) {
        return switch (resource) {
            case OtherLink _, StaleFlows _, ProxyNeighbour _ -> false;
            case Rule rule ->
                rule.chain().startsWith(Chain.PREFIX) && !rule.chain().equals(Chain.USER);
            case Chain chain -> !chain.name().equals(Chain.USER);
            case Namespace _, Bridge _, Veth _, Address _, Route _, Sysctl _, ManagedFile _ -> true;
        };
    }

    /** A random one to an object of which the kernel tells. */
    static Deed to(Resource resource, Outside outside, Random random) {
        List<Deed> all = switch (resource) {
            case Namespace namespace -> List.of(new Deed("deleted", () -> outside.deleteNamespace(namespace.name())));
            case Bridge bridge -> to(bridge, outside);
            case Veth veth -> to(veth, outside);
            case Address address ->
                List.of(new Deed(
                        "deleted", () -> outside.deleteAddress(address.netns(), address.link(), address.address())));
            case Route route -> List.of(new Deed("deleted", () -> outside.deleteRoute(route)));
            case Rule rule -> to(rule, outside);
            case Chain chain ->
                List.of(new Deed(
                        "one besides", () -> outside.addChain(chain.family(), chain.table(), Chain.PREFIX + "STRAY")));
            case ManagedFile file -> to(file, outside, random);
            case Sysctl sysctl ->
                List.of(new Deed("set", () -> outside.setSysctl(sysctl.netns(), sysctl.name(), other(sysctl))));
            case OtherLink _, StaleFlows _, ProxyNeighbour _ ->
                throw new IllegalArgumentException("the kernel tells nothing of " + resource);
        };
        Deed deed = all.get(random.nextInt(all.size()));
        return new Deed(resource.key() + " " + deed.what, deed.run);
    }

    /** Whether what it is done to can be as before without being made anew. */
    boolean isHarmless() {
        return what.contains(RENAMED);
    }

    /** One that is kept in ticks of the kernel wants more than one of ours. */
    private static String other(Sysctl sysctl) {
        String one = sysctl.name().endsWith("_delay") ? "80" : "1";
        return "0".equals(sysctl.value()) ? one : "0";
    }

    private static List<Deed> to(Bridge bridge, Outside outside) {
        return List.of(
                new Deed("deleted", () -> outside.deleteLink(Netns.HOST, bridge.name())),
                new Deed(RENAMED, () -> outside.rename(Netns.HOST, bridge.name(), "other")),
                new Deed("set down", () -> outside.setUp(Netns.HOST, bridge.name(), false)),
                new Deed("given another MTU", () -> outside.setMtu(Netns.HOST, bridge.name(), 1400)));
    }

    private static List<Deed> to(Veth veth, Outside outside) {
        return List.of(
                new Deed("deleted", () -> outside.deleteLink(Netns.HOST, veth.name())),
                new Deed("deleted inside", () -> outside.deleteLink(veth.netns(), veth.peer())),
                new Deed(RENAMED, () -> outside.rename(Netns.HOST, veth.name(), "other")),
                new Deed(RENAMED + " inside", () -> outside.rename(veth.netns(), veth.peer(), "other")),
                new Deed("set down", () -> outside.setUp(Netns.HOST, veth.name(), false)),
                new Deed("set down inside", () -> outside.setUp(veth.netns(), veth.peer(), false)),
                new Deed("given another MTU", () -> outside.setMtu(veth.netns(), veth.peer(), 1400)),
                new Deed("pulled from its bridge", () -> outside.setMaster(veth.name(), "")));
    }

    private static List<Deed> to(Rule rule, Outside outside) {
        return List.of(
                new Deed("flushed with its chain", () -> outside.flush(rule.family(), rule.table(), rule.chain())),
                new Deed(
                        "given one before it",
                        () -> outside.insertRule(rule.family(), rule.table(), rule.chain(), STRANGER)),
                new Deed(
                        "given one behind it",
                        () -> outside.appendRule(rule.family(), rule.table(), rule.chain(), STRANGER)));
    }

    private static List<Deed> to(ManagedFile file, Outside outside, Random random) {
        String path = file.location().path();
        Deed deletion = new Deed("deleted", () -> outside.deleteFile(path));
        List<String> lines = file.lines();
        if (lines == null || lines.isEmpty()) {
            return List.of(deletion);
        }
        String line = lines.get(random.nextInt(lines.size()));
        return List.of(
                deletion,
                new Deed(
                        "less " + line,
                        () -> outside.writeFile(
                                path, outside.readFile(path).orElseThrow().replace(line + "\n", ""))));
    }
}
