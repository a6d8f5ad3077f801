package io.jnetctl.reconciler.drift;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Key;
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
import io.jnetctl.reconciler.drift.Difference.State;
import java.util.List;
import java.util.Random;

/**
 * One thing that others did to what is ours, and what drift must say of it.
 *
 * @param what they did, in words
 * @param state that drift must show
 * @param key of the object that it must show so
 * @param alone whether that object is all that drifts, and all that has to be touched
 */
record Mutation(String what, State state, Key key, boolean alone) {
    private static final Chain STRAY = new Chain(Family.V4, "filter", Chain.PREFIX + "STRAY");

    Mutation(String what, State state, Key key) {
        this(what, state, key, false);
    }

    /** Whether others can do something to it: chains go with their rules only, and those of built-in chains with others' rules. */
    static boolean canHit(Resource resource) {
        return switch (resource) {
            case OtherLink _, StaleFlows _ -> false;
            case Rule rule ->
                rule.chain().startsWith(Chain.PREFIX) && !rule.chain().equals(Chain.USER);
            case Chain chain -> !chain.name().equals(Chain.USER);
            case Namespace _, Bridge _, Veth _, Address _, ProxyNeighbour _, Route _, Sysctl _, ManagedFile _ -> true;
        };
    }

    static Mutation of(Resource resource, Outside outside, Random random) {
        return switch (resource) {
            case Namespace namespace -> {
                outside.deleteNamespace(namespace.name());
                yield missing(resource);
            }
            case Bridge bridge -> of(bridge, outside, random.nextInt(4));
            case Veth veth -> of(veth, outside, random.nextInt(8));
            case Address address -> {
                outside.deleteAddress(address.netns(), address.link(), address.address());
                yield missing(resource);
            }
            case ProxyNeighbour proxy -> {
                outside.deleteProxyNeighbour(proxy.link(), proxy.address());
                yield missing(resource);
            }
            case Route route -> {
                outside.deleteRoute(route);
                yield missing(resource);
            }
            case Rule rule -> of(rule, outside, random.nextInt(3));
            case Chain chain -> {
                outside.addChain(STRAY.family(), STRAY.table(), STRAY.name());
                yield new Mutation("a chain besides " + chain.label(), State.UNEXPECTED, STRAY.key());
            }
            case ManagedFile file -> of(file, outside, random);
            case Sysctl sysctl -> {
                outside.setSysctl(sysctl.netns(), sysctl.name(), "0".equals(sysctl.value()) ? other(sysctl) : "0");
                yield changed(resource, "set");
            }
            case OtherLink _, StaleFlows _ -> throw new IllegalArgumentException("not one to hit: " + resource);
        };
    }

    /** One that is kept in ticks of the kernel wants more than one of ours. */
    private static String other(Sysctl sysctl) {
        return sysctl.name().endsWith("_delay") ? "80" : "1";
    }

    private static Mutation missing(Resource resource) {
        return new Mutation(resource.key() + " deleted", State.MISSING, resource.key());
    }

    private static Mutation changed(Resource resource, String how) {
        return new Mutation(resource.key() + " " + how, State.CHANGED, resource.key());
    }

    /** All that a link has stays its own. */
    private static Mutation renamed(Resource resource, String how) {
        return new Mutation(resource.key() + " " + how, State.CHANGED, resource.key(), true);
    }

    private static Mutation of(Bridge bridge, Outside outside, int how) {
        switch (how) {
            case 0 -> {
                outside.deleteLink(Netns.HOST, bridge.name());
                return missing(bridge);
            }
            case 1 -> {
                outside.setUp(Netns.HOST, bridge.name(), false);
                return changed(bridge, "set down");
            }
            case 2 -> {
                outside.setMtu(Netns.HOST, bridge.name(), 1000);
                return changed(bridge, "given another MTU");
            }
            default -> {
                outside.rename(Netns.HOST, bridge.name(), "br-moved");
                return renamed(bridge, "renamed");
            }
        }
    }

    private static Mutation of(Veth veth, Outside outside, int how) {
        switch (how) {
            case 0 -> {
                outside.deleteLink(Netns.HOST, veth.name());
                return missing(veth);
            }
            case 1 -> {
                outside.deleteLink(veth.netns(), veth.peer());
                return missing(veth);
            }
            case 2 -> {
                outside.setUp(Netns.HOST, veth.name(), false);
                return changed(veth, "set down");
            }
            case 3 -> {
                outside.setUp(veth.netns(), veth.peer(), false);
                return changed(veth, "set down inside");
            }
            case 4 -> {
                outside.setMtu(veth.netns(), veth.peer(), 1000);
                return changed(veth, "given another MTU");
            }
            case 5 -> {
                outside.setMaster(veth.name(), "");
                return changed(veth, "pulled from its bridge");
            }
            case 6 -> {
                outside.rename(Netns.HOST, veth.name(), "jv-moved");
                return renamed(veth, "renamed");
            }
            default -> {
                outside.rename(veth.netns(), veth.peer(), "moved" + veth.name().substring(6));
                return renamed(veth, "renamed inside");
            }
        }
    }

    private static Mutation of(Rule rule, Outside outside, int how) {
        List<String> stranger = List.of("-s", "192.0.2.99/32", "-j", "RETURN");
        if (how == 0 || rule.family() != Family.V4) {
            outside.flush(rule.family(), rule.table(), rule.chain());
            return missing(rule);
        }
        if (how == 1) {
            outside.insertRule(rule.family(), rule.table(), rule.chain(), stranger);
        } else {
            outside.appendRule(rule.family(), rule.table(), rule.chain(), stranger);
        }
        Rule stray = new Rule(rule.family(), rule.table(), rule.chain(), stranger, null);
        return new Mutation("a rule put into " + rule.chain(), State.UNEXPECTED, stray.key());
    }

    private static Mutation of(ManagedFile file, Outside outside, Random random) {
        String path = file.location().path();
        List<String> lines = file.lines() == null ? List.of() : file.lines();
        if (lines.isEmpty() || (random.nextBoolean() && !path.startsWith("/proc/"))) {
            outside.deleteFile(path);
            return missing(file);
        }
        String line = lines.get(random.nextInt(lines.size()));
        String text = outside.readFile(path).orElseThrow();
        outside.writeFile(path, text.replace(line + "\n", ""));
        return changed(file, "less " + line);
    }

    /** What others do that is none of jnetctl's business; returns it in words. */
    static String foreign(Resource near, Outside outside, Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> {
                outside.addBridge("br-theirs");
                yield "a bridge";
            }
            case 1 -> {
                outside.addNamespace("their.web");
                yield "a namespace";
            }
            case 2 -> {
                outside.addChain(Family.V4, "filter", "THEIRS");
                outside.appendRule(Family.V4, "filter", "THEIRS", List.of("-j", "DROP"));
                yield "a chain";
            }
            case 3 -> {
                outside.appendRule(Family.V4, "filter", "FORWARD", List.of("-j", "DROP"));
                yield "a rule behind ours";
            }
            case 4 -> {
                outside.addVeth(Netns.HOST, "veth-more", Netns.named("theirs"), "eth1");
                yield "a pair";
            }
            case 5 -> {
                outside.writeFile("/etc/netns/their.web/hosts", "192.0.2.1 x\n");
                yield "a hosts file";
            }
            default -> {
                if (near instanceof Address address) {
                    outside.addAddress(address.netns(), address.link(), InterfaceAddress.parse("192.0.2.77/32"));
                    yield "an address beside " + address.label();
                }
                if (near instanceof ManagedFile file && file.role() == ManagedFile.Role.HOSTS) {
                    String path = file.location().path();
                    outside.writeFile(
                            path, "192.0.2.1 mine\n" + outside.readFile(path).orElse(""));
                    yield "a line of their own in " + path;
                }
                outside.addAddress(Netns.HOST, "docker0", InterfaceAddress.parse("192.0.2.78/32"));
                yield "an address of the host";
            }
        };
    }
}
