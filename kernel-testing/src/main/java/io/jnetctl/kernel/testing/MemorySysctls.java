package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Sysctl;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Settings below net (Documentation/networking/ip-sysctl.rst), and the records of those that jnetctl changed. */
final class MemorySysctls {
    private static final Pattern PER_LINK =
            Pattern.compile("net\\.(ipv[46]\\.(?:conf|neigh))\\.([^.]+)\\.([a-z0-9_]+)");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
    private static final String IP_FORWARD = "net.ipv4.ip_forward";

    private static final Map<String, String> PLAIN = Map.of(
            IP_FORWARD,
            "0",
            "net.ipv4.ip_local_port_range",
            "32768\t60999",
            "net.ipv4.ip_local_reserved_ports",
            "",
            "net.ipv4.ip_nonlocal_bind",
            "0",
            "net.ipv6.bindv6only",
            "0");

    private static final Map<String, Map<String, String>> OF_A_LINK = Map.of(
            "ipv4.conf",
            Map.ofEntries(
                    Map.entry("accept_local", "0"),
                    Map.entry("arp_announce", "0"),
                    Map.entry("arp_ignore", "0"),
                    Map.entry("arp_notify", "0"),
                    Map.entry("forwarding", "0"),
                    Map.entry("promote_secondaries", "0"),
                    Map.entry("proxy_arp", "0"),
                    Map.entry("proxy_arp_pvlan", "0"),
                    Map.entry("route_localnet", "0"),
                    Map.entry("rp_filter", "0"),
                    Map.entry("send_redirects", "1")),
            "ipv6.conf",
            Map.of(
                    "accept_dad", "1",
                    "accept_ra", "1",
                    "addr_gen_mode", "0",
                    "autoconf", "1",
                    "disable_ipv6", "0",
                    "forwarding", "0",
                    "proxy_ndp", "0"),
            "ipv4.neigh",
            Map.of("proxy_delay", "80"),
            "ipv6.neigh",
            Map.of("proxy_delay", "80"));

    private final MemoryHost host;
    /** Values that are not those of a new namespace. */
    private final Table<Place, String> values;

    private final Table<Place, Changed> records;

    MemorySysctls(MemoryHost host) {
        this.host = host;
        values = new Table<>(host.undo);
        records = new Table<>(host.undo);
    }

    /** Finds a setting. */
    record Place(long netns, String name) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byNetns = Long.compare(netns, other.netns);
            return byNetns != 0 ? byNetns : name.compareTo(other.name);
        }
    }

    /** What a setting was before jnetctl changed it. */
    record Changed(Owner owner, String before) {}

    void set(Sysctl sysctl, Owner owner) {
        Place at = place(sysctl);
        String before = require(at, sysctl.label());
        String value = sysctl.value();
        if (value == null) {
            return;
        }
        write(at, value, sysctl.label());
        String first = records.get(at).map(Changed::before).orElse(before);
        records.put(at, new Changed(owner, first));
    }

    void remove(Sysctl sysctl) {
        Place at = place(sysctl);
        require(at, sysctl.label());
        Changed record = records.get(at).orElseThrow(() -> Refusal.of("ENOENT", sysctl.label()));
        write(at, record.before(), sysctl.label());
        records.remove(at);
    }

    private Place place(Sysctl sysctl) {
        return new Place(host.namespaces.resolve(sysctl.netns(), sysctl.label()), sysctl.name());
    }

    /** @throws io.jnetctl.kernel.KernelException ENOENT when there is no such setting, EINVAL when it takes no such value */
    void write(Place at, String value, String what) {
        String before = require(at, what);
        if (NUMBER.matcher(before).matches() && !NUMBER.matcher(value).matches()) {
            throw Refusal.of("EINVAL", what);
        }
        values.put(at, value);
        if (at.name().equals(IP_FORWARD) || at.name().equals("net.ipv4.conf.all.forwarding")) {
            forwardEverywhere(at.netns(), value);
        }
        Matcher perLink = PER_LINK.matcher(at.name());
        if (at.name().endsWith(".disable_ipv6") && perLink.matches() && !value.equals("0")) {
            host.links
                    .find(new MemoryLinks.LinkName(at.netns(), perLink.group(2).replace('/', '.')))
                    .ifPresent(this::leaveIpv6);
        }
    }

    private void leaveIpv6(MemoryLinks.Link link) {
        host.addresses.removeOf(link.id(), Family.V6);
        host.proxies.removeOf(link.id());
        host.routes.removeThrough(link.id(), Family.V6);
    }

    private void forwardEverywhere(long netns, String value) {
        values.put(new Place(netns, IP_FORWARD), value);
        for (String scope : new String[] {"all", "default"}) {
            values.put(new Place(netns, "net.ipv4.conf." + scope + ".forwarding"), value);
        }
        for (MemoryLinks.Link link : host.links.of(netns)) {
            values.put(new Place(netns, "net.ipv4.conf." + link.at().name().replace('.', '/') + ".forwarding"), value);
        }
    }

    /** Makes a setting that a kernel has only with a module, such as that of br_netfilter. */
    void introduce(Place at, String value) {
        values.put(at, value);
    }

    boolean isIpv6Off(MemoryLinks.LinkName link) {
        String name = link.name().replace('.', '/');
        return !read(new Place(link.netns(), "net.ipv6.conf." + name + ".disable_ipv6"))
                .orElse("0")
                .equals("0");
    }

    /** Whether the first secondary address takes the place of a removed primary (IN_DEV_PROMOTE_SECONDARIES of linux/inetdevice.h). */
    boolean promotesSecondaries(MemoryLinks.LinkName link) {
        return Stream.of("all", link.name().replace('.', '/'))
                .anyMatch(scope -> !read(new Place(link.netns(), "net.ipv4.conf." + scope + ".promote_secondaries"))
                        .orElse("0")
                        .equals("0"));
    }

    Optional<String> read(Place at) {
        return values.get(at).or(() -> initial(at));
    }

    private String require(Place at, String what) {
        return read(at).orElseThrow(() -> Refusal.of("ENOENT", what));
    }

    private Optional<String> initial(Place at) {
        Matcher perLink = PER_LINK.matcher(at.name());
        if (!perLink.matches()) {
            return Optional.ofNullable(PLAIN.get(at.name()));
        }
        String scope = perLink.group(2);
        String initial = OF_A_LINK.getOrDefault(perLink.group(1), Map.of()).get(perLink.group(3));
        if (initial == null) {
            return Optional.empty();
        }
        if (scope.equals("default") || (scope.equals("all") && perLink.group(1).endsWith(".conf"))) {
            return Optional.of(initial);
        }
        Optional<MemoryLinks.Link> link =
                host.links.find(new MemoryLinks.LinkName(at.netns(), scope.replace('/', '.')));
        if (link.isEmpty()) {
            return Optional.empty();
        }
        if (perLink.group(3).equals("accept_dad") && link.get().policy() != null) {
            return Optional.of("0");
        }
        return values.get(new Place(at.netns(), at.name().replace("." + scope + ".", ".default.")))
                .or(() -> Optional.of(initial));
    }

    Optional<Changed> record(Place at) {
        return records.get(at);
    }

    void removeOfLink(MemoryLinks.LinkName link) {
        String infix = "." + link.name().replace('.', '/') + ".";
        removeIf(values, link.netns(), infix);
        removeIf(records, link.netns(), infix);
    }

    /** Settings stay a link's when its name changes, and so do their records. */
    void rename(MemoryLinks.LinkName link, String name) {
        move(values, link, name);
        move(records, link, name);
    }

    private static <V> void move(Table<Place, V> table, MemoryLinks.LinkName link, String name) {
        String infix = "." + link.name().replace('.', '/') + ".";
        Map<Place, V> moved = new TreeMap<>(table.all());
        moved.keySet().removeIf(at -> at.netns() != link.netns() || !at.name().contains(infix));
        moved.keySet().forEach(table::remove);
        moved.forEach((at, value) ->
                table.put(new Place(at.netns(), at.name().replace(infix, "." + name.replace('.', '/') + ".")), value));
    }

    void removeAllOf(long netns) {
        removeIf(values, netns, "");
        removeIf(records, netns, "");
    }

    private static <V> void removeIf(Table<Place, V> table, long netns, String infix) {
        for (Place at : java.util.List.copyOf(table.all().keySet())) {
            if (at.netns() == netns && at.name().contains(infix)) {
                table.remove(at);
            }
        }
    }

    /** The values that are not those of a new namespace. */
    SortedMap<Place, String> values() {
        SortedMap<Place, String> changed = new TreeMap<>(values.all());
        changed.entrySet().removeIf(setting -> initial(setting.getKey()).equals(Optional.of(setting.getValue())));
        return changed;
    }

    SortedMap<Place, Changed> records() {
        return records.all();
    }
}
