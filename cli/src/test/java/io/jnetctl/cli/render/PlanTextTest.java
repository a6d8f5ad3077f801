package io.jnetctl.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Attribute.OnChange;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.kernel.resource.Kind;
import io.jnetctl.kernel.resource.Kinds;
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
import io.jnetctl.reconciler.diff.AttributeChange;
import io.jnetctl.reconciler.plan.Action;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static final Netns WEB = Netns.named("shop.web");
    private static final Owner OWNER = new Owner("shop", "web");
    private static final List<Resource> ONE_OF_EACH_KIND = List.of(
            new Sysctl(Netns.HOST, "net.ipv4.ip_forward", "1"),
            new Namespace("shop.web", true),
            new OtherLink(Netns.HOST, "eth0", "device"),
            new Bridge("br-front", null, 1500, true, new NetworkPolicy(true, true, null, false)),
            new Veth("jv1", WEB, "eth0", "br-front", MacAddress.parse("02:42:0a:0a:00:05"), null, true, true, true),
            new Address(WEB, "eth0", InterfaceAddress.parse("10.10.0.5/24")),
            new ProxyNeighbour("br-front", IpAddress.parse("fd00::5")),
            Route.via(WEB, Cidr.parse("0.0.0.0/0"), IpAddress.parse("10.10.0.1"), "eth0"),
            new Chain(Family.V4, "nat", "JNET-PRE"),
            new Rule(
                    Family.V4,
                    "nat",
                    "JNET-PRE",
                    List.of("-p", "tcp", "--dport", "8080", "-j", "DNAT", "--to-destination", "10.10.0.5:80"),
                    null),
            file(ManagedFile.Role.HOSTS, "127.0.0.1\tlocalhost", "10.10.0.5\tweb"),
            file(ManagedFile.Role.RESOLV_CONF, "nameserver 192.0.2.53"),
            file(ManagedFile.Role.ENVIRONMENT, "A=1"));

    private static ManagedFile file(ManagedFile.Role role, String... lines) {
        return new ManagedFile(role, new FileLocation("/etc/netns/shop.web", "hosts"), "shop.web", List.of(lines));
    }

    private static Plan plan(Step... steps) {
        return new Plan(new TreeSet<>(Set.of("shop")), List.of(steps));
    }

    private static String text(Step... steps) {
        return PlanText.of(plan(steps), Map.of(), Style.PLAIN, false);
    }

    private static Step add(int number, Resource resource, String cause) {
        return new Step(
                number, Action.ADD, new Operation.Add(resource, OWNER), List.of(), cause, List.of(), Disruption.NONE);
    }

    private static Step update(Resource before, Resource after, AttributeChange... changes) {
        return new Step(
                1,
                Action.UPDATE,
                new Operation.Update(
                        before,
                        after,
                        List.of(changes).stream().map(AttributeChange::name).collect(Collectors.toSet()),
                        OWNER),
                List.of(changes),
                "why",
                List.of(),
                changes[0].disruption());
    }

    private static AttributeChange change(
            String name, @Nullable Object before, @Nullable Object after, Disruption disruption) {
        return new AttributeChange(name, before, after, OnChange.UPDATE, disruption);
    }

    private static String row(String text) {
        return text.lines().skip(2).findFirst().orElse("");
    }

    @Test
    void saysInEachKindsWordsWhatIsMade() {
        List<Step> steps = new ArrayList<>();
        ONE_OF_EACH_KIND.forEach(resource -> steps.add(add(steps.size() + 1, resource, "why " + steps.size())));
        assertEquals("""
                jnetctl will change this host: stack shop

                 1  + sysctl           net.ipv4.ip_forward  1                                         why 0
                 2  + namespace        shop.web                                                       why 1
                 3  + link             host/eth0            device                                    why 2
                 4  + bridge           br-front             mtu 1500 internal, isolated, host closed  why 3
                 5  + veth             shop.web/eth0        br-front isolated 02:42:0a:0a:00:05       why 4
                 6  + address          shop.web/eth0        10.10.0.5/24                              why 5
                 7  + proxy_neighbour  br-front             fd00::5                                   why 6
                 8  + route            shop.web             default via 10.10.0.1 dev eth0            why 7
                 9  + chain            ip nat JNET-PRE                                                why 8
                10  + port             0.0.0.0:8080/tcp     -> web 10.10.0.5:80                       why 9
                11  + hosts            shop.web             2 lines                                   why 10
                12  + resolv_conf      shop.web             1 line                                    why 11
                13  + environment      shop.web             1 variable                                why 12

                Plan: 13 to add, 0 to change, 0 to remove. Nothing that exists is interrupted.
                """, text(steps.toArray(Step[]::new)));
    }

    @Test
    void knowsEveryKind() {
        assertEquals(
                Kinds.ALL.stream()
                        .filter(kind -> !kind.equals(StaleFlows.KIND)) // they are never made
                        .map(Kind::name)
                        .toList(),
                ONE_OF_EACH_KIND.stream()
                        .map(resource -> resource.kind().name())
                        .toList());
    }

    @Test
    void showsWhatASettingWasAndWillBe() {
        Step step = update(
                new Sysctl(Netns.HOST, "net.ipv4.ip_forward", "0"),
                new Sysctl(Netns.HOST, "net.ipv4.ip_forward", "1"),
                change("value", "0", "1", Disruption.NONE));
        assertEquals("1  ~ sysctl  net.ipv4.ip_forward  0 -> 1  why", row(text(step)));
    }

    @Test
    void showsTheLinesOfAFileThatChange() {
        ManagedFile before = file(ManagedFile.Role.HOSTS, "127.0.0.1\tlocalhost", "10.10.0.6\tdb");
        ManagedFile after = file(ManagedFile.Role.HOSTS, "127.0.0.1\tlocalhost", "10.10.0.7\tdb");
        String text = text(update(before, after, change("lines", before.lines(), after.lines(), Disruption.NONE)));
        assertTrue(
                text.contains("1  ~ hosts  shop.web  -10.10.0.6 db  why\n                      +10.10.0.7 db\n"), text);
    }

    @Test
    void saysHowADisruptiveChangeIsNoticedAndByWhom() {
        Bridge before = new Bridge("br-front", MacAddress.parse("02:00:00:00:00:01"), null, null, null);
        Bridge after = new Bridge("br-front", MacAddress.parse("02:00:00:00:00:02"), null, null, null);
        String text = text(update(
                before, after, change("mac_address", before.macAddress(), after.macAddress(), Disruption.FLOW_RESET)));
        assertEquals(
                "1  ~ bridge  br-front  mac_address 02:00:00:00:00:01 -> 02:00:00:00:00:02  why (flow reset)",
                row(text));
        assertTrue(text.endsWith(" Interrupted: br-front (flow reset).\n"), text);
    }

    @Test
    void writesARepeatedCauseAsADittoMark() {
        String text = text(
                add(1, new Namespace("shop.a", true), "same"),
                add(2, new Namespace("shop.b", true), "same"),
                add(3, new Namespace("shop.c", true), "other"));
        assertEquals(
                List.of("same", "\"", "other"),
                text.lines()
                        .skip(2)
                        .limit(3)
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                        .toList());
    }

    @Test
    void countsAReplacedObjectOnceAndKeepsItsRemovalQuiet() {
        Namespace namespace = new Namespace("shop.web", true);
        Step remove = new Step(
                1,
                Action.REMOVE,
                new Operation.Remove(namespace),
                List.of(),
                "to be made anew",
                List.of(),
                Disruption.LINK_FLAP);
        Step replace = new Step(
                2,
                Action.REPLACE,
                new Operation.Add(namespace, OWNER),
                List.of(),
                "type changed",
                List.of(1),
                Disruption.LINK_FLAP);
        assertEquals("""
                jnetctl will change this host: stack shop

                1    - namespace  shop.web  to be made anew
                2  -/+ namespace  shop.web  type changed (link flap)

                Plan: 0 to add, 0 to change, 1 to replace, 0 to remove. Interrupted: shop.web (link flap).
                """, text(remove, replace));
    }

    @Test
    void letsNoControlCharacterReachTheTerminal() {
        String text = text(add(1, new Namespace("shop.web", true), "by \u001b[2J"));
        assertTrue(text.contains("by \\u001b[2J\n"), text);
    }
}
