package io.jnetctl.golden.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers that have just spoken to each other do so at once when the way between them changes. */
final class IsolationChangeTest {
    private static final Place ONE = Place.named("lab.one");
    private static final Place TWO = Place.named("lab.two");
    private static final Place THREE = Place.named("lab.three");

    private static final String MANIFEST = """
            apiVersion: jnetctl/v1
            stack: lab
            networks:
              app: {subnets: [10.50.0.0/24, "fd00:50::/64"], icc: ICC}
            containers:
              one:
                networks: {app: {ipv4_address: 10.50.0.5, ipv6_address: "fd00:50::5"}}
                expose: ["80", 80/udp]
                publish: [ONE]
                links: [two, three]
              two:
                networks: {app: {ipv4_address: 10.50.0.6, ipv6_address: "fd00:50::6"}}
                expose: ["80", 80/udp]
                publish: [TWO]
                links: [one, three]
              three:
                networks: {app: {ipv4_address: 10.50.0.7, ipv6_address: "fd00:50::7"}}
                expose: ["80", 80/udp]
                links: [one, two]
            """;

    /** What is changed to, one after another. */
    private enum Step {
        TOGETHER("true", "", ""),
        APART("false", "", ""),
        TOGETHER_AGAIN("true", "", ""),
        APART_AND_ONE_PUBLISHES("false", "8080:80", ""),
        APART_AND_BOTH_PUBLISH("false", "8080:80", "8081:80"),
        APART_AGAIN("false", "", ""),
        TOGETHER_AND_BOTH_PUBLISH("true", "8080:80", "8081:80"),
        APART_AND_STILL_PUBLISHED("false", "8080:80", "8081:80"),
        TOGETHER_AT_LAST("true", "8080:80", "8081:80");

        private final String manifest;

        Step(String icc, String one, String two) {
            this.manifest = MANIFEST.replace("ICC", icc).replace("ONE", one).replace("TWO", two);
        }
    }

    private static List<Probe> all() {
        List<Probe> probes = new ArrayList<>();
        String[] addresses = {"10.50.0.5", "10.50.0.6", "10.50.0.7", "fd00:50::5", "fd00:50::6", "fd00:50::7"};
        List<Place> places = List.of(ONE, TWO, THREE);
        for (Place from : places) {
            for (int i = 0; i < addresses.length; i++) {
                Place to = places.get(i % 3);
                if (!from.equals(to)) {
                    probes.add(Probe.udp(from, addresses[i], 80).reaches(to));
                    probes.add(Probe.tcp(from, addresses[i], 80).reaches(to));
                }
            }
        }
        return probes;
    }

    /** Neighbours that are known stay so for the time of the test, where nobody tells of a change. */
    private static void remember(PacketHost host) {
        for (Place place : List.of(ONE, TWO, THREE)) {
            for (String family : List.of("ipv4", "ipv6")) {
                host.set(place, "net." + family + ".neigh.eth0.base_reachable_time_ms", "600000");
                host.set(place, "net." + family + ".neigh.eth0.delay_first_probe_time", "600");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"NFT, 0", "NFT, 1", "LEGACY, 0", "LEGACY, 1"})
    void linkedContainersGoOnWhicheverWay(Iptables make, String bridgeFilter) throws Exception {
        PacketHost.run(make, host -> {
            host.set(host.host(), "net.bridge.bridge-nf-call-iptables", bridgeFilter);
            host.set(host.host(), "net.bridge.bridge-nf-call-ip6tables", bridgeFilter);
            host.apply(Step.TOGETHER.manifest);
            for (Place place : List.of(ONE, TWO, THREE)) {
                host.listen(place, 80);
            }
            remember(host);
            for (Step step : Step.values()) {
                host.apply(step.manifest);
                Map<Probe, Outcome> outcomes = host.send(all());
                outcomes.entrySet().removeIf(each -> each.getValue().isAsExpected(each.getKey()));
                assertEquals(Map.of(), outcomes, step.name());
            }
        });
    }
}
