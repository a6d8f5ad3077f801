package io.jnetctl.kernel.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.PortRange;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowPatternTest {
    private static final IpAddress HOST = IpAddress.parse("203.0.113.1");
    private static final IpAddress CLIENT = IpAddress.parse("192.0.2.7");
    private static final IpAddress WEB = IpAddress.parse("10.10.0.5");

    private static final Translation PUBLISHED = new Translation(Protocol.UDP, null, null, PortRange.of(53), WEB, 5353);
    private static final Translation LIMITED = new Translation(
            Protocol.TCP,
            Cidr.parse("2001:db8::/32"),
            Cidr.parse("fd00::1/128"),
            new PortRange(80, 89),
            IpAddress.parse("fd00:10::5"),
            null);

    static Stream<FlowPattern> patterns() {
        return Stream.of(
                new FlowPattern.LedBy(PUBLISHED),
                new FlowPattern.Missed(PUBLISHED),
                new FlowPattern.LedBy(LIMITED),
                new FlowPattern.Missed(LIMITED),
                new FlowPattern.With(WEB),
                new FlowPattern.With(IpAddress.parse("fd00::5")));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void whatIsPrintedReadsTheSame(FlowPattern pattern) {
        assertEquals(Optional.of(pattern), FlowPattern.parse(pattern.toString()));
    }

    @Test
    void aPatternIsPrintedForPeople() {
        assertEquals("led from udp any any 53 to 10.10.0.5 port 5353", new FlowPattern.LedBy(PUBLISHED).toString());
        assertEquals(
                "not led from tcp 2001:db8::/32 fd00::1/128 80-89 to fd00:10::5 port any",
                new FlowPattern.Missed(LIMITED).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "of ",
                "of nobody",
                "led",
                "led ",
                "led from udp any any 53 to 10.10.0.5 port",
                "led from udp any any 53 to 10.10.0.5 port 0",
                "led from icmp any any 53 to 10.10.0.5 port 53",
                "led from udp 10.0.0.1/8 any 53 to 10.10.0.5 port 53",
                "gone from udp any any 53 to 10.10.0.5 port 5353",
            })
    void anyOtherTextIsNoPattern(String text) {
        assertEquals(Optional.empty(), FlowPattern.parse(text));
    }

    @Test
    void anEstablishedConnectionToAServiceOfTheHostIsNotMissed() {
        Translation web = new Translation(Protocol.TCP, null, null, PortRange.of(80), WEB, 80);
        FlowFilter filter = new FlowFilter(List.of(new FlowPattern.Missed(web)), Set.of(HOST));
        Flow.Tuple original = new Flow.Tuple(CLIENT, 4000, HOST, 80);
        assertTrue(filter.test(new Flow(6, original, original.reversed(), false, false)));
        assertFalse(filter.test(new Flow(6, original, original.reversed(), false, true)));
    }

    private static Operation published(int port, String target) {
        String rule = "-p udp -m udp --dport " + port + " -j DNAT --to-destination " + target;
        return new Operation.Add(
                new Rule(Family.V4, "nat", "JNET-UDP-0-63", List.of(rule.split(" ")), null), new Owner("shop", "web"));
    }

    @Test
    void whatNeighbouringPortsMissIsOnePattern() {
        List<Operation> made = List.of(
                published(10, "10.10.0.5:10"),
                published(11, "10.10.0.5:80"),
                published(12, "10.10.0.6:12"),
                published(14, "10.10.0.6:53"),
                published(15, "10.10.0.6:53"));
        assertEquals(
                List.of(
                        "not led from udp any any 10-11 to 10.10.0.5 port any",
                        "not led from udp any any 12 to 10.10.0.6 port 12",
                        "not led from udp any any 14-15 to 10.10.0.6 port 53"),
                FlowChanges.of(made, Map.of()).stale().stream()
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void whatIsGoneAndComesBackTheSameLeavesNothing() {
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation.Remove(published(10, "10.10.0.5:10").resource()));
        operations.add(new Operation.Remove(published(11, "10.10.0.5:11").resource()));
        operations.add(published(10, "10.10.0.5:10"));
        operations.add(published(11, "10.10.0.5:12"));
        assertEquals(
                List.of(
                        "led from udp any any 11 to 10.10.0.5 port 11",
                        "not led from udp any any 11 to 10.10.0.5 port 12"),
                FlowChanges.of(operations, Map.of()).stale().stream()
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void aFilterLooksAtTheFamiliesOfItsPatternsOnly() {
        assertEquals(Set.of(), new FlowFilter(List.of(), Set.of()).families());
        assertEquals(
                Set.of(Family.V6),
                new FlowFilter(List.of(new FlowPattern.With(IpAddress.parse("fd00::5"))), Set.of()).families());
        assertEquals(
                Set.of(Family.V4, Family.V6),
                new FlowFilter(List.of(new FlowPattern.LedBy(PUBLISHED), new FlowPattern.Missed(LIMITED)), Set.of())
                        .families());
    }
}
