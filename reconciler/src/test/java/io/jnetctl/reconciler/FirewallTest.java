package io.jnetctl.reconciler;

import static io.jnetctl.reconciler.fixture.ContainerBuilder.container;
import static io.jnetctl.reconciler.fixture.NetworkBuilder.network;
import static io.jnetctl.reconciler.fixture.StackBuilder.manifest;
import static io.jnetctl.reconciler.fixture.StackBuilder.stack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.fixture.ContainerBuilder;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.StackBuilder;
import io.jnetctl.schema.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which rules a host has, whose they are, and what becomes of them. */
final class FirewallTest {
    private static final String FORWARD = Chain.PREFIX + "FORWARD";
    private static final Scope HOST = new Scope(Set.of(), Map.of(), Set.of());

    private final MemoryHost host = new MemoryHost();

    private static StackBuilder shop(ContainerBuilder... containers) {
        StackBuilder shop =
                stack("shop").with(network("front").subnet("10.0.0.0/24").bridge("br-front"));
        for (ContainerBuilder container : containers) {
            shop.with(container);
        }
        return shop;
    }

    private static ContainerBuilder web() {
        return container("web").on("front");
    }

    private List<Rule> rules() {
        return List.copyOf(host.kernel().observe(HOST).all(Rule.class).values());
    }

    private List<String> rules(String chain) {
        return rules().stream()
                .filter(rule -> rule.chain().equals(chain))
                .map(rule -> String.join(" ", rule.arguments()))
                .toList();
    }

    /** What the plan does to rules and chains, by their action and label. */
    private List<String> plan(Manifest manifest) {
        return host.plan(manifest).steps().stream()
                .filter(step -> step.operation().resource() instanceof Rule
                        || step.operation().resource() instanceof Chain)
                .map(step -> step.action().symbol() + " "
                        + step.operation().resource().label())
                .toList();
    }

    @Test
    void aNetworkMoreAddsNoRule() {
        host.converge(manifest(shop(web())));
        int before = rules().size();
        host.converge(manifest(
                shop(web())
                        .with(network("side").subnet("10.1.0.0/24"))
                        .with(network("back").subnet("10.2.0.0/24")),
                stack("blog").with(network("net").subnet("10.3.0.0/24"))));
        assertEquals(before, rules().size());
    }

    @Test
    void aPortMoreAddsItsRulesAndTouchesNoOther() {
        host.converge(manifest(shop(web().publish(null, "8080", "80"))));
        Map<Key, Long> before = host.kernel().identities(HOST);
        Manifest more = manifest(shop(web().publish(null, "8080", "80").publish(null, "8081", "81")));
        assertEquals(
                List.of("+ ip nat JNET-TCP-8064-8127 -p tcp -m tcp --dport 8081 -j DNAT --to-destination 10.0.0.2:81"),
                plan(more));
        host.converge(more);
        Map<Key, Long> after = host.kernel().identities(HOST);
        before.forEach((key, identity) -> assertEquals(identity, after.get(key), key.toString()));
    }

    @Test
    void theLastPortOfABlockTakesTheWayToItAlong() {
        host.converge(manifest(shop(web().publish(null, "8080", "80").publish(null, "9090", "90"))));
        host.converge(manifest(shop(web().publish(null, "8080", "80"))));
        assertEquals(List.of("-p tcp -m tcp --dport 6144:8191 -j JNET-TCP-6144-8191"), rules("JNET-TCP"));
        host.converge(manifest(shop(web())));
        assertEquals(List.of(), rules("JNET-TCP"));
        assertEquals(List.of(), rules("PREROUTING"));
    }

    @Test
    void rangesOfSourcesAreForTheOutsideAlone() {
        host.converge(manifest(shop(web().publishFrom("53", "53/udp", "192.0.2.0/24", "2001:db8::/32"))));
        String port = "-p udp -m udp --dport 53 ";
        String target = "-j DNAT --to-destination 10.0.0.2:53";
        assertEquals(
                List.of(
                        "-s 192.0.2.0/24 " + port + target,
                        port + "-m mark --mark 0x10000000/0x10000000 " + target,
                        port + "-m addrtype --src-type LOCAL " + target),
                rules("JNET-UDP-0-63"));
        assertEquals(2, rules("JNET-PREROUTING").size());
    }

    @Test
    void allSourcesAreNoRestriction() {
        host.converge(manifest(shop(web().publishFrom("53", "53/udp", "0.0.0.0/0", "192.0.2.0/24"))));
        assertEquals(List.of("-p udp -m udp --dport 53 -j DNAT --to-destination 10.0.0.2:53"), rules("JNET-UDP-0-63"));
    }

    @Test
    void onlyWhatIsPublishedAtLocalhostOpensIt() {
        String setting = "net.ipv4.conf.br-front.route_localnet";
        host.kernel().outside().addAddress(Netns.HOST, "lo", io.jnetctl.inet.InterfaceAddress.parse("192.0.2.1/32"));
        host.converge(manifest(shop(web().publish("192.0.2.1", "8080", "80"))));
        assertEquals("0", host.kernel().outside().readSysctl(Netns.HOST, setting));
        assertEquals(List.of(), rules("JNET-RAW"));
        host.converge(manifest(shop(web().publish("127.0.0.1", "8080", "80"))));
        assertEquals("1", host.kernel().outside().readSysctl(Netns.HOST, setting));
        assertEquals(2, rules("JNET-RAW").size());
        host.converge(manifest(shop(web().publish("192.0.2.1", "8080", "80"))));
        assertEquals("0", host.kernel().outside().readSysctl(Netns.HOST, setting));
        assertEquals(List.of(), rules("JNET-RAW"));
    }

    @Test
    void aLinkOpensTheSourcesPortsOnAnIsolatedNetworkAlone() {
        StackBuilder shop = stack("shop")
                .with(network("front").subnet("10.0.0.0/24").subnet("fd00::/64").isolated())
                .with(network("side").subnet("10.1.0.0/24"))
                .with(container("web").on("front").link("db"))
                .with(container("db").on("front").expose("5432", "53/udp"))
                .with(container("a").on("side").link("b"))
                .with(container("b").on("side").expose("80"));
        host.converge(manifest(shop));
        List<String> opened = rules().stream()
                .filter(rule -> rule.chain().startsWith("JNET-LINKS-")
                        && rule.arguments().contains("--dport"))
                .map(rule -> rule.family() + " " + rule.arguments().get(1) + " "
                        + rule.arguments().get(3) + " " + rule.arguments().get(9)
                        + rule.arguments().get(13))
                .toList();
        assertEquals(
                Set.of(
                        "IPv4 10.0.0.2/32 10.0.0.3/32 tcp5432",
                        "IPv4 10.0.0.2/32 10.0.0.3/32 udp53",
                        "IPv6 fd00::2/128 fd00::3/128 tcp5432",
                        "IPv6 fd00::2/128 fd00::3/128 udp53"),
                Set.copyOf(opened));
    }

    @Test
    void everyTableFlushedIsMadeAgain() {
        Manifest manifest = manifest(shop(web().publish(null, "8080", "80")));
        host.converge(manifest);
        String healthy = host.kernel().dump();
        List<Rule> all = rules();
        all.forEach(rule -> host.kernel().outside().flush(rule.family(), rule.table(), rule.chain()));
        assertEquals(
                all.stream().map(rule -> "+ " + rule.label()).collect(Collectors.toSet()), Set.copyOf(plan(manifest)));
        host.converge(manifest);
        assertEquals(healthy, host.kernel().dump());
    }

    @Test
    void eachRuleDeletedIsOneStep() {
        Manifest manifest = manifest(shop(web().publishFrom("8080", "80", "192.0.2.0/24"))
                .with(network("back").subnet("fd00::/64").internal()));
        host.converge(manifest);
        String healthy = host.kernel().dump();
        for (Rule rule : rules()) {
            host.kernel().outside().deleteRule(rule.family(), rule.table(), rule.chain(), rule.arguments());
            assertEquals(List.of("+ " + rule.label()), plan(manifest));
            host.converge(manifest);
            if (!rule.chain().startsWith(Chain.PREFIX) || rule.chain().equals(FORWARD)) {
                assertEquals(healthy, host.kernel().dump(), rule.label());
            }
            healthy = host.kernel().dump();
        }
    }

    @Test
    void aRuleThatWasMovedIsPutBackAndNoOther() {
        Manifest manifest = manifest(shop(web()));
        host.converge(manifest);
        String healthy = host.kernel().dump();
        for (Rule rule : rules().stream()
                .filter(each -> each.chain().equals(FORWARD))
                .skip(1)
                .toList()) {
            host.kernel().outside().raiseRule(rule.family(), rule.table(), rule.chain(), rule.arguments());
            assertEquals(
                    1,
                    plan(manifest).stream()
                            .filter(step -> step.startsWith("-/+"))
                            .count(),
                    rule.label());
            host.converge(manifest);
            assertEquals(healthy, host.kernel().dump());
        }
    }

    @Test
    void aForeignRuleBeforeOursIsPassedAndKept() {
        Manifest manifest = manifest(shop(web()));
        host.converge(manifest);
        host.kernel()
                .outside()
                .insertRule(Family.V4, "filter", "FORWARD", List.of("-s", "192.0.2.1/32", "-j", "ACCEPT"));
        host.converge(manifest);
        assertTrue(host.kernel().dump().contains("""
                iptables filter FORWARD
                  -j JNET-USER, jnetctl:*/filter
                  -j JNET-FORWARD, jnetctl:*/filter
                  -s 192.0.2.1/32 -j ACCEPT
                """), host.kernel().dump());
    }

    @Test
    void aForeignRuleInAChainOfOursGoes() {
        Manifest manifest = manifest(shop(web()));
        host.converge(manifest);
        String healthy = host.kernel().dump();
        host.kernel().outside().insertRule(Family.V4, "filter", FORWARD, List.of("-s", "192.0.2.1/32", "-j", "ACCEPT"));
        assertEquals(List.of("- ip filter JNET-FORWARD -s 192.0.2.1/32 -j ACCEPT"), plan(manifest));
        host.converge(manifest);
        assertEquals(healthy, host.kernel().dump());
    }

    @Test
    void theAdministratorsChainStaysWhileItHoldsRules() {
        Manifest manifest = manifest(shop(web()));
        String before = host.kernel().dump();
        host.converge(manifest);
        List<String> theirs = List.of("-s", "192.0.2.1/32", "-j", "DROP");
        host.kernel().outside().appendRule(Family.V4, "filter", Chain.USER, theirs);
        host.converge(manifest);
        assertEquals(List.of("-s 192.0.2.1/32 -j DROP"), rules(Chain.USER));
        host.destroy(manifest);
        assertEquals(List.of("-j JNET-USER"), rules("FORWARD"));
        host.kernel().outside().flush(Family.V4, "filter", Chain.USER);
        host.converge(manifest);
        host.destroy(manifest);
        assertEquals(before, host.kernel().dump());
    }

    @Test
    void aStackThatIsDestroyedLeavesWhatOthersNeed() {
        Manifest shop = manifest(shop(web().publish("127.0.0.1", "8080", "80")));
        Manifest blog = manifest(stack("blog")
                .with(network("net").subnet("10.1.0.0/24").isolated())
                .with(container("a").on("net").link("b").publish(null, "8081", "80"))
                .with(container("b").on("net").expose("80")));
        host.converge(shop);
        String alone = host.kernel().dump();
        host.converge(blog);
        assertEquals(List.of(), plan(shop));
        host.destroy(blog);
        assertEquals(sorted(alone), sorted(host.kernel().dump()));
        host.converge(blog);
        host.destroy(shop);
        assertEquals(List.of(), plan(blog));
        assertFalse(rules("JNET-TCP-8064-8127").isEmpty());
    }

    @Test
    void aNetworkThatLeavesItsGuestsBehindTakesItsSettingsAlong() {
        Manifest base = manifest(stack("base")
                .with(network("net").subnet("10.1.0.0/24").subnet("fd01::/64").isolated()));
        Manifest guests = manifest(stack("guests")
                .with(network("net").ofStack("base", "net"))
                .with(container("a").on("net").link("b").publish("127.0.0.1", "8080", "80"))
                .with(container("b").on("net").expose("80")));
        host.converge(base);
        host.converge(guests);
        assertEquals(List.of(), MemoryHost.lines(host.plan(base)));
        host.converge(manifest(stack("base")
                .with(network("net").subnet("10.9.0.0/24").subnet("fd09::/64").isolated())));
        host.destroy(base);
        host.destroy(guests);
        assertFalse(host.kernel().dump().contains("JNET"), host.kernel().dump());
    }

    private static List<String> sorted(String dump) {
        return dump.lines().sorted().toList();
    }

    @Test
    void whatABridgeForwardsPassesWhereTheModuleIs() {
        Manifest manifest = manifest(shop(web()));
        host.converge(manifest);
        host.kernel().outside().introduceSysctl(Netns.HOST, "net.bridge.bridge-nf-call-iptables", "1");
        assertEquals(
                List.of(
                        "+ ip filter JNET-FORWARD -m devgroup ! --src-group 0x4b400000/0xff400000 -m physdev --physdev-is-bridged -j ACCEPT"),
                plan(manifest));
        host.converge(manifest);
        assertEquals(
                1,
                rules(FORWARD)
                        .indexOf(
                                "-m devgroup ! --src-group 0x4b400000/0xff400000 -m physdev --physdev-is-bridged -j ACCEPT"));
    }
}
