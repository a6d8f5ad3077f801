package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Attribute;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Operations at random upon a world so small that they meet: some the kernel does, some it refuses. */
final class RandomOperations {
    private static final List<String> NAMESPACES = List.of("shop.a", "shop.b");
    private static final List<String> BRIDGES = List.of("br0", "br1");
    private static final List<Integer> MTUS = List.of(1500, 1500, 1500, 1400, 1280, 1279, 67, 65536);
    private static final List<String> MACS =
            List.of("02:42:0a:00:00:01", "02:42:0a:00:00:02", "02:42:0a:00:00:03", "01:00:5e:00:00:01");
    private static final List<String> ADDRESSES = List.of(
            "10.0.0.1/24",
            "10.0.0.2/24",
            "10.0.0.3/24",
            "10.0.0.1/16",
            "10.1.0.1/24",
            "10.1.0.4/31",
            "10.1.0.9/32",
            "fd00::1/64",
            "fd00::2/64",
            "fd00::2/96",
            "fd01::1/64",
            "fd01::9/128");
    private static final List<String> DESTINATIONS_V4 =
            List.of("0.0.0.0/0", "10.9.0.0/16", "10.9.1.0/24", "10.0.0.0/24");
    private static final List<String> DESTINATIONS_V6 = List.of("::/0", "fd09::/64", "fd09:1::/64");
    private static final List<String> GATEWAYS_V4 =
            List.of("10.0.0.1", "10.0.0.2", "10.0.0.9", "10.0.0.255", "10.9.0.1");
    private static final List<String> GATEWAYS_V6 = List.of("fd00::1", "fd00::9", "fd01::7", "fd09::1");
    private static final List<String> CHAINS = List.of("JNET-A", "JNET-B");

    /** The kernel has a route of its own to it; a change would take that over, which nobody is to do. */
    private static final Cidr SUBNET = Cidr.parse("10.0.0.0/24");

    private final Random random;

    RandomOperations(long seed) {
        random = new Random(seed);
    }

    /** Something to begin with, and then {@code count} operations at random. */
    List<Operation> take(int count) {
        List<Operation> operations = new ArrayList<>();
        for (String name : NAMESPACES) {
            operations.add(new Operation.Add(new Namespace(name, true), owner()));
        }
        operations.add(
                new Operation.Add(new Bridge("br0", MacAddress.parse(MACS.getFirst()), 1500, true, policy()), owner()));
        operations.add(new Operation.Add(
                new Veth(
                        "v0",
                        Netns.named("shop.a"),
                        "eth0",
                        "br0",
                        MacAddress.parse(MACS.get(1)),
                        1500,
                        true,
                        true,
                        false),
                owner()));
        while (operations.size() < count) {
            operations.add(operation());
        }
        return operations;
    }

    private Operation operation() {
        int verb = random.nextInt(10);
        if (verb == 7 && random.nextInt(3) == 0) {
            return rename();
        }
        Resource resource = resource();
        if (verb < 5) {
            return new Operation.Add(resource, owner());
        }
        boolean changeable = !resource.kind().attributes().isEmpty()
                && !(resource instanceof Rule)
                && !(resource instanceof Route route && route.destination().equals(SUBNET));
        return verb < 8 && changeable
                ? new Operation.Update(resource, resource, changed(resource), owner())
                : new Operation.Remove(resource);
    }

    private Operation rename() {
        if (random.nextBoolean()) {
            Bridge bridge = new Bridge(pick(BRIDGES), null, null, null, null);
            Bridge renamed = new Bridge(pick(BRIDGES), null, null, null, null);
            return new Operation.Update(bridge, renamed, Set.of("name"), owner());
        }
        Veth veth = veth();
        Veth other = veth();
        boolean inside = random.nextBoolean();
        Veth renamed = new Veth(
                inside ? veth.name() : other.name(),
                veth.netns(),
                inside ? other.peer() : veth.peer(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        return new Operation.Update(veth, renamed, Set.of(inside ? "interface" : "name"), owner());
    }

    /** One attribute, so that a refusal is of the whole; a route has its next hop changed at once. */
    private Set<String> changed(Resource resource) {
        List<String> inPlace = new ArrayList<>();
        for (Attribute<?> attribute : resource.kind().attributes()) {
            if (attribute.onChange() == Attribute.OnChange.UPDATE) {
                inPlace.add(attribute.name());
            }
        }
        if (resource.kind().marked() && random.nextInt(4) == 0) {
            return Set.of("owner");
        }
        if (resource instanceof Bridge bridge) {
            // Both are in its device group, so that one is not told without the other.
            inPlace.remove("policy");
            if (bridge.policy() != null && random.nextInt(4) == 0) {
                return Set.of("policy", "owner");
            }
        }
        return resource instanceof Route ? Set.copyOf(inPlace) : Set.of(pick(inPlace));
    }

    private Resource resource() {
        return switch (random.nextInt(22)) {
            case 0 -> new Namespace(pick(NAMESPACES), random.nextInt(5) > 0);
            case 1, 2 -> new Bridge(pick(BRIDGES), mac(), pick(MTUS), isUsual(), policy());
            case 3, 4, 5, 6 -> veth();
            case 7, 8, 9, 10 -> address();
            case 11, 12, 13, 14 -> route();
            case 15 -> new Chain(family(), "filter", pick(CHAINS));
            case 16, 17 -> rule();
            case 18 -> file();
            case 19, 20 -> proxy();
            default -> sysctl();
        };
    }

    private Veth veth() {
        int number = random.nextInt(2);
        return new Veth(
                "v" + number,
                Netns.named(pick(NAMESPACES)),
                "eth" + number,
                pick(List.of("", "br0", "br0", "br1")),
                mac(),
                pick(MTUS),
                isUsual(),
                isUsual(),
                pick(List.of(false, false, true)));
    }

    private @Nullable NetworkPolicy policy() {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> new NetworkPolicy(true, random.nextBoolean(), null, false);
            default -> new NetworkPolicy(false, random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
        };
    }

    private ProxyNeighbour proxy() {
        return new ProxyNeighbour(pick(BRIDGES), IpAddress.parse(pick(GATEWAYS_V6)));
    }

    private Address address() {
        InterfaceAddress address = InterfaceAddress.parse(pick(ADDRESSES));
        return random.nextInt(4) == 0
                ? new Address(Netns.HOST, pick(BRIDGES), address)
                : new Address(Netns.named(pick(NAMESPACES)), "eth" + random.nextInt(2), address);
    }

    private Route route() {
        boolean v4 = random.nextInt(3) > 0;
        boolean onHost = random.nextInt(4) == 0;
        Netns netns = onHost ? Netns.HOST : Netns.named(pick(NAMESPACES));
        Cidr destination = Cidr.parse(pick(v4 ? DESTINATIONS_V4 : DESTINATIONS_V6));
        if (random.nextInt(5) == 0) {
            return Route.blackhole(netns, destination);
        }
        String link = onHost ? pick(BRIDGES) : "eth" + random.nextInt(2);
        IpAddress gateway = random.nextInt(4) == 0 ? null : IpAddress.parse(pick(v4 ? GATEWAYS_V4 : GATEWAYS_V6));
        return new Route(netns, destination, v4 ? 0 : Route.IPV6_METRIC, Route.Type.UNICAST, gateway, link);
    }

    private Rule rule() {
        List<String> jump = random.nextBoolean() ? List.of("-j", "JNET-B") : List.of("-i", "br0", "-j", "ACCEPT");
        return switch (random.nextInt(3)) {
            case 0 -> rule("FORWARD", List.of("-j", "JNET-A"));
            case 1 -> rule("JNET-A", jump);
            default -> rule("JNET-B", List.of("-i", "br1", "-j", pick(List.of("DROP", "ACCEPT", "RETURN"))));
        };
    }

    private Rule rule(String chain, List<String> arguments) {
        Family family = family();
        String after = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 ->
                new Rule(family, "filter", chain, pick(List.of(arguments, List.of("-j", "JNET-B"))), null).label();
            default -> null;
        };
        return new Rule(family, "filter", chain, arguments, Math.max(0, random.nextInt(5) - 2), first(), after);
    }

    private @Nullable Boolean first() {
        return random.nextBoolean() ? true : null;
    }

    private ManagedFile file() {
        String container = pick(List.of("a", "b"));
        Role role = pick(List.of(Role.values()));
        FileRoot etc = FileRoot.ofNamed("shop." + container);
        FileLocation location = switch (role) {
            case HOSTS -> etc.file("hosts");
            case RESOLV_CONF -> etc.file("resolv.conf");
            case ENVIRONMENT -> new FileLocation("/run/jnetctl", "shop/" + container + ".env");
        };
        return new ManagedFile(role, location, "shop." + container, List.of("line " + random.nextInt(3)));
    }

    private Sysctl sysctl() {
        return switch (random.nextInt(3)) {
            case 0 -> new Sysctl(Netns.HOST, "net.ipv4.ip_forward", pick(List.of("0", "1", "x")));
            case 1 -> new Sysctl(Netns.HOST, "net.ipv4.conf.br0.route_localnet", pick(List.of("0", "1")));
            default ->
                new Sysctl(Netns.named(pick(NAMESPACES)), "net.ipv4.conf.eth0.arp_notify", pick(List.of("0", "1")));
        };
    }

    private Owner owner() {
        return new Owner("shop", pick(List.of("a", "b", "a/front")));
    }

    private Family family() {
        return random.nextInt(4) == 0 ? Family.V6 : Family.V4;
    }

    private MacAddress mac() {
        return MacAddress.parse(MACS.get(random.nextInt(12) == 0 ? 3 : random.nextInt(3)));
    }

    private boolean isUsual() {
        return random.nextInt(6) > 0;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
