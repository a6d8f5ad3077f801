package io.jnetctl.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.plan.Action;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which steps make a line of a plan. */
final class PlanRowsTest {
    private static final Owner SHARED = new Owner("*", "filter");
    private static final Owner WEB = new Owner("shop", "web");

    private final List<Step> steps = new ArrayList<>();

    private PlanRowsTest add(Resource resource, Owner owner, String cause) {
        return step(Action.ADD, new Operation.Add(resource, owner), cause);
    }

    private PlanRowsTest remove(Resource resource) {
        return step(Action.REMOVE, new Operation.Remove(resource), "no longer in the manifest");
    }

    private PlanRowsTest step(Action action, Operation operation, String cause) {
        steps.add(new Step(steps.size() + 1, action, operation, List.of(), cause, List.of(), Disruption.NONE));
        return this;
    }

    private PlanRowsTest shared(int chains, int rules) {
        for (int i = 0; i < chains; i++) {
            add(new Chain(Family.V4, "filter", "JNET-" + i), SHARED, "networks are kept apart");
        }
        for (int i = 0; i < rules; i++) {
            add(rule("JNET-0", "-j JNET-" + i), SHARED, "networks are kept apart");
        }
        return this;
    }

    private List<String> rows(boolean verbose) {
        Plan plan = new Plan(new TreeSet<>(List.of("shop")), steps);
        return PlanRows.of(plan, new Details(Map.of()), verbose).stream()
                .map(row -> row.numbers() + " " + row.action().symbol() + " " + row.kind() + " | " + row.label() + " | "
                        + String.join(" / ", row.details()) + " | " + row.cause())
                .toList();
    }

    private static Rule rule(String chain, String text) {
        return new Rule(Family.V4, "filter", chain, List.of(text.split(" ")), null);
    }

    private static Rule port(String from, int hostPort, String target) {
        String text = from + "-p tcp -m tcp --dport " + hostPort + " -j DNAT --to-destination " + target;
        return new Rule(Family.V4, "nat", "JNET-TCP-8064-8127", List.of(text.split(" ")), null);
    }

    private static Rule link(int port) {
        return rule(
                "JNET-LINKS-A7",
                "-s 10.0.0.2/32 -d 10.0.0.3/32 -i br0 -o br0 -p tcp -m tcp --dport " + port + " -j ACCEPT");
    }

    @Test
    void manyThatAllStacksShareAreCounted() {
        add(new Namespace("shop.web", true), WEB, "new").shared(2, 4);
        assertEquals(
                List.of(
                        "1 + namespace | shop.web |  | new",
                        "2-7 + firewall | 6 chains and rules | --verbose lists them | networks are kept apart"),
                rows(false));
    }

    @Test
    void fewAreNamedSinceSomethingHappenedToThem() {
        shared(1, 2);
        assertEquals(
                List.of(
                        "1 + chain | ip filter JNET-0 |  | networks are kept apart",
                        "2 + rule | ip filter JNET-0 | -j JNET-0 | networks are kept apart",
                        "3 + rule | ip filter JNET-0 | -j JNET-1 | networks are kept apart"),
                rows(false));
    }

    @Test
    void verboseNamesEachAsItIs() {
        shared(0, 5).add(port("", 8080, "10.0.0.2:80"), WEB, "web publishes 8080:80");
        List<String> rows = rows(true);
        assertEquals(6, rows.size());
        assertEquals("1 + rule | ip filter JNET-0 | -j JNET-0 | networks are kept apart", rows.getFirst());
        assertEquals(
                "6 + rule | ip nat JNET-TCP-8064-8127 | -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80"
                        + " | web publishes 8080:80",
                rows.getLast());
    }

    @Test
    void theRulesOfOnePortAreOneLineWithItsSources() {
        add(port("-s 192.0.2.0/24 ", 8080, "10.0.0.2:80"), WEB, "web publishes 8080:80")
                .add(port("-s 198.51.100.7/32 ", 8080, "10.0.0.2:80"), WEB, "web publishes 8080:80")
                .add(port("", 8081, "10.0.0.2:81"), WEB, "web publishes 8081:81");
        assertEquals(
                List.of(
                        "1-2 + port | 0.0.0.0:8080/tcp | -> web 10.0.0.2:80 from 192.0.2.0/24, 198.51.100.7/32"
                                + " | web publishes 8080:80",
                        "3 + port | 0.0.0.0:8081/tcp | -> web 10.0.0.2:81 | web publishes 8081:81"),
                rows(false));
    }

    @Test
    void aPortThatMovesGoesAndComes() {
        add(port("", 8080, "10.0.0.3:80"), WEB, "web publishes 8080:80").remove(port("", 8080, "10.0.0.2:80"));
        assertEquals(
                List.of(
                        "1 + port | 0.0.0.0:8080/tcp | -> web 10.0.0.3:80 | web publishes 8080:80",
                        "2 - port | 0.0.0.0:8080/tcp | -> 10.0.0.2:80 | no longer in the manifest"),
                rows(false));
    }

    @Test
    void aLinkOverBothFamiliesIsOneLine() {
        Owner owner = new Owner("shop", "web/db");
        Rule v6 = new Rule(
                Family.V6,
                "filter",
                "JNET-LINKS-A7",
                List.of("-s fd00::2/128 -d fd00::3/128 -i br0 -o br0 -p tcp -m tcp --dport 5432 -j ACCEPT".split(" ")),
                null);
        add(link(5432), owner, "web is linked to db").add(v6, owner, "web is linked to db");
        assertEquals(List.of("1-2 + link | web -> db | 5432/tcp | web is linked to db"), rows(false));
    }

    @Test
    void aLinkIsOneLineWithItsPorts() {
        Owner owner = new Owner("shop", "web/db");
        add(link(5432), owner, "web is linked to db").add(link(5433), owner, "web is linked to db");
        remove(link(1));
        assertEquals(
                List.of(
                        "1-2 + link | web -> db | 5432/tcp, 5433/tcp | web is linked to db",
                        "3 - link | 10.0.0.2 -> 10.0.0.3 | 1/tcp | no longer in the manifest"),
                rows(false));
    }

    @Test
    void whatIsCountedTogetherSaysWhereItBeginsAndEnds() {
        for (int i = 0; i < 4; i++) {
            remove(rule("JNET-" + i, "-j JNET-X")).remove(port("", 8080 + i, "10.0.0.2:80"));
        }
        assertEquals(
                "1..7 - firewall | 4 rules | --verbose lists them | no longer in the manifest",
                rows(false).getFirst());
        assertEquals(5, rows(false).size());
    }

    @Test
    void portsThatFollowEachOtherOnBothSidesAreOneLine() {
        for (int i = 0; i < 3; i++) {
            add(port("", 8080 + i, "10.0.0.2:" + (80 + i)), WEB, "web publishes " + (8080 + i) + ":" + (80 + i));
            add(port("-d 192.0.2.1/32 ", 8080 + i, "10.0.0.2:" + (80 + i)), WEB, "web publishes something");
        }
        add(port("", 8084, "10.0.0.2:84"), WEB, "web publishes 8084:84");
        add(port("", 8085, "10.0.0.2:86"), WEB, "web publishes 8085:86");
        add(port("", 8086, "10.0.0.3:87"), new Owner("shop", "db"), "db publishes 8086:87");
        assertEquals(
                List.of(
                        "1..5 + port | 0.0.0.0:8080-8082/tcp | -> web 10.0.0.2:80-82 | web publishes 3 ports",
                        "2..6 + port | 192.0.2.1:8080-8082/tcp | -> web 10.0.0.2:80-82 | web publishes something",
                        "7 + port | 0.0.0.0:8084/tcp | -> web 10.0.0.2:84 | web publishes 8084:84",
                        "8 + port | 0.0.0.0:8085/tcp | -> web 10.0.0.2:86 | web publishes 8085:86",
                        "9 + port | 0.0.0.0:8086/tcp | -> db 10.0.0.3:87 | db publishes 8086:87"),
                rows(false));
    }

    @Test
    void portsThatDifferInWhoMayUseThemOrWhyTheyComeAreLinesOfTheirOwn() {
        add(port("-s 192.0.2.0/24 ", 8080, "10.0.0.2:80"), WEB, "web publishes 8080:80")
                .add(port("-s 192.0.2.0/24 ", 8081, "10.0.0.2:81"), WEB, "web publishes 8081:81")
                .add(port("", 8082, "10.0.0.2:82"), WEB, "web publishes 8082:82")
                .add(port("", 8083, "10.0.0.2:83"), WEB, "missing since outside change")
                .add(port("", 8084, "10.0.0.2:84"), WEB, "missing since outside change");
        assertEquals(
                List.of(
                        "1-2 + port | 0.0.0.0:8080-8081/tcp | -> web 10.0.0.2:80-81 from 192.0.2.0/24"
                                + " | web publishes 2 ports",
                        "3 + port | 0.0.0.0:8082/tcp | -> web 10.0.0.2:82 | web publishes 8082:82",
                        "4-5 + port | 0.0.0.0:8083-8084/tcp | -> web 10.0.0.2:83-84 | missing since outside change"),
                rows(false));
    }

    @Test
    void numbersAreRangesWhereTheyFollowEachOther() {
        shared(0, 6);
        assertEquals("1-6", StepNumbers.of(steps));
        assertEquals("2", StepNumbers.of(steps.subList(1, 2)));
        assertEquals(
                "1-2,4-6",
                StepNumbers.of(List.of(steps.get(0), steps.get(1), steps.get(3), steps.get(4), steps.get(5))));
        assertEquals("1..6", StepNumbers.of(List.of(steps.get(0), steps.get(2), steps.get(5))));
    }
}
