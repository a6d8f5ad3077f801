package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.NetworkGroup;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules that keep networks apart and let published ports and masqueraded packets through. They match a bridge's group ({@link
 * NetworkGroup}), so that a packet meets the same few of them however many networks there are. docs/firewall.md explains them.
 */
final class FixedRules {
    static final String FILTER = "filter";
    static final String NAT = "nat";
    static final String MANGLE = "mangle";
    static final String RAW = "raw";

    static final String FORWARD = Chain.PREFIX + "FORWARD";
    /** Where the ports that links open are looked up. */
    static final String LINKS = Chain.PREFIX + "LINKS";

    /** Where published ports are looked up. */
    static final String PORTS = Chain.PREFIX + "PORTS";

    /** On a connection that is to have the host's address. */
    private static final String MASQUERADED = "0x20000000/0x20000000";

    private static final String INPUT = Chain.PREFIX + "INPUT";
    private static final String PREROUTING = Chain.PREFIX + "PREROUTING";
    private static final String OUTPUT = Chain.PREFIX + "OUTPUT";
    private static final String POSTROUTING = Chain.PREFIX + "POSTROUTING";
    private static final String MARK = Chain.PREFIX + "MARK";
    private static final String MARTIANS = Chain.PREFIX + "RAW";

    private static final String OURS = NetworkGroup.ANY;
    private static final String FROM_US = "-m devgroup --src-group " + OURS;
    private static final String TO_US = "-m devgroup --dst-group " + OURS;
    private static final String REDIRECTED = "-m conntrack --ctstate DNAT";
    private static final String NEW = "-m conntrack --ctstate NEW";
    private static final String KNOWN = "-m conntrack --ctstate RELATED,ESTABLISHED";
    private static final String MARK_MASQUERADED = "-j MARK --set-xmark " + MASQUERADED;

    private final Family family;
    private final FirewallDemand demand;
    private final List<FixedChain> chains = new ArrayList<>();

    private FixedRules(Family family, FirewallDemand demand) {
        this.family = family;
        this.demand = demand;
    }

    /** Chains before those that jump to them. */
    static List<FixedChain> of(Family family, FirewallDemand demand) {
        if (demand.isNothing()) {
            return List.of();
        }
        FixedRules rules = new FixedRules(family, demand);
        rules.martians();
        rules.marks();
        rules.ports();
        rules.postrouting();
        rules.input();
        rules.forward();
        return rules.chains;
    }

    /** Nobody outside may speak as, or to, 127.0.0.0/8, which {@code route_localnet} would let in. */
    private void martians() {
        if (demand.localhost()) {
            chain(RAW, MARTIANS, false, "-d 127.0.0.0/8 ! -i lo -j DROP", "-s 127.0.0.0/8 ! -i lo -j DROP");
            chain(RAW, "PREROUTING", true, "-j " + MARTIANS);
        }
    }

    /** Only before the address is translated is it known which bridge a packet came from; and only in FORWARD which it leaves by. */
    private void marks() {
        List<String> rules = new ArrayList<>();
        if (demand.masquerade()) {
            rules.add("-m devgroup --src-group " + NetworkGroup.MASQUERADE + " ! --dst-group " + OURS + " " + NEW + " "
                    + MARK_MASQUERADED);
        }
        if (demand.ports()) {
            rules.add(FROM_US + " --dst-group " + OURS + " " + NEW + " " + REDIRECTED + " " + MARK_MASQUERADED);
            demand.adopted()
                    .forEach(bridge -> rules.add(
                            "-i " + bridge + " -o " + bridge + " " + NEW + " " + REDIRECTED + " " + MARK_MASQUERADED));
        }
        if (!rules.isEmpty()) {
            chain(MANGLE, MARK, false, rules);
            chain(MANGLE, "FORWARD", true, "-j " + MARK);
        }
    }

    private void ports() {
        if (!demand.ports()) {
            return;
        }
        String local = "-m addrtype --dst-type LOCAL -j " + PORTS;
        List<String> arriving = new ArrayList<>();
        if (demand.sources()) {
            // An adopted bridge is left out: behind one of its ports may be the world.
            arriving.add(FROM_US + " -j MARK --set-xmark " + PublishedRule.NEAR);
        }
        arriving.add(local);
        chain(NAT, PORTS, false);
        chain(NAT, PREROUTING, true, arriving);
        // What goes to ::1 cannot be led elsewhere, since the kernel takes no answer to it from outside: better refused
        // than never answered.
        chain(NAT, OUTPUT, false, family == Family.V4 ? local : "! -d ::1/128 " + local);
        chain(NAT, "PREROUTING", true, "-j " + PREROUTING);
        chain(NAT, "OUTPUT", true, "-j " + OUTPUT);
    }

    private void postrouting() {
        if (!demand.masquerade() && !demand.ports()) {
            return;
        }
        List<String> rules = new ArrayList<>();
        rules.add("-m mark --mark " + MASQUERADED + " -j MASQUERADE");
        if (demand.localhost()) {
            rules.add("-s 127.0.0.0/8 " + TO_US + " -j MASQUERADE");
            demand.adopted().forEach(bridge -> rules.add("-s 127.0.0.0/8 -o " + bridge + " -j MASQUERADE"));
        }
        chain(NAT, POSTROUTING, false, rules);
        chain(NAT, "POSTROUTING", true, "-j " + POSTROUTING);
    }

    private void input() {
        if (!demand.hostAccess()) {
            return;
        }
        List<String> rules = new ArrayList<>();
        rules.add("-m devgroup ! --src-group " + OURS + " -j RETURN");
        rules.add(KNOWN + " -j RETURN");
        if (family == Family.V6) {
            // Without neighbour discovery (RFC 4861) a container could not send anything, not even to its neighbours.
            rules.add("-p ipv6-icmp -m icmp6 --icmpv6-type 135 -j RETURN");
            rules.add("-p ipv6-icmp -m icmp6 --icmpv6-type 136 -j RETURN");
        }
        rules.add("-m devgroup --src-group " + NetworkGroup.HOST_CLOSED + " -j DROP");
        rules.add("-m devgroup --src-group " + NetworkGroup.HOST_OPEN + " -j ACCEPT");
        chain(FILTER, INPUT, true, rules);
        chain(FILTER, "INPUT", true, "-j " + INPUT);
    }

    private void forward() {
        List<String> rules = new ArrayList<>();
        if (demand.ports()) {
            demand.adopted().forEach(bridge -> {
                rules.add("-o " + bridge + " " + REDIRECTED + " -j ACCEPT");
                rules.add("-i " + bridge + " " + REDIRECTED + " -j ACCEPT");
            });
        }
        rules.add("-m devgroup ! --src-group " + OURS + " ! --dst-group " + OURS + " -j RETURN");
        if (demand.bridgeFilter()) {
            // Those of a network whose containers are kept apart are asked below, as if they had been routed.
            rules.add("-m devgroup ! --src-group " + NetworkGroup.ISOLATED
                    + " -m physdev --physdev-is-bridged -j ACCEPT");
        }
        rules.add("-m devgroup --src-group " + NetworkGroup.INTERNAL + " ! --dst-group " + NetworkGroup.INTERNAL
                + " -j DROP");
        rules.add("-m devgroup ! --src-group " + NetworkGroup.INTERNAL + " --dst-group " + NetworkGroup.INTERNAL
                + " -j DROP");
        rules.add(KNOWN + " -j ACCEPT");
        rules.add(TO_US + " " + REDIRECTED + " -j ACCEPT");
        if (demand.links()) {
            rules.add("-m devgroup --src-group " + NetworkGroup.ISOLATED + " --dst-group " + NetworkGroup.ISOLATED
                    + " -j " + LINKS);
            chain(FILTER, LINKS, false);
            redirects();
        }
        rules.add(TO_US + " -j DROP");
        rules.add("-j ACCEPT");
        chain(FILTER, Chain.USER, false);
        chain(FILTER, FORWARD, true, rules);
        chain(FILTER, "FORWARD", true, "-j " + Chain.USER, "-j " + FORWARD);
    }

    /**
     * The host answers for isolated neighbours, so that what links allow comes by FORWARD. It must not tell them of the way across the
     * bridge that they do not have: a container takes an ICMPv6 redirect (RFC 4861) for an address on its link.
     */
    private void redirects() {
        if (family == Family.V6) {
            chain(
                    FILTER,
                    OUTPUT,
                    false,
                    "-p ipv6-icmp -m devgroup --dst-group " + NetworkGroup.ISOLATED
                            + " -m icmp6 --icmpv6-type 137 -j DROP");
            chain(FILTER, "OUTPUT", true, "-j " + OUTPUT);
        }
    }

    /** Whether it is one of those that let a published port's packets through on a bridge that was adopted. */
    static boolean isOfAdopted(Rule rule) {
        return rule.chain().equals(FORWARD)
                && rule.arguments().size() > 2
                && rule.arguments()
                        .subList(2, rule.arguments().size())
                        .equals(RuleArguments.of(REDIRECTED + " -j ACCEPT"));
    }

    private void chain(String table, String name, boolean ordered, String... rules) {
        chain(table, name, ordered, List.of(rules));
    }

    private void chain(String table, String name, boolean ordered, List<String> rules) {
        chains.add(new FixedChain(
                family,
                table,
                name,
                ordered,
                rules.stream().map(RuleArguments::of).toList()));
    }
}
