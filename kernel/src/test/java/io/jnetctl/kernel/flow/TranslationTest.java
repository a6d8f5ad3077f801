package io.jnetctl.kernel.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.PortRange;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.resource.Rule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranslationTest {
    private static Optional<Translation> read(Family family, String arguments) {
        return Translation.of(new Rule(family, "nat", "JNET-TCP", List.of(arguments.split(" ")), null));
    }

    @Test
    void aLeafRuleIsReadWithSourceAndDestination() {
        assertEquals(
                Optional.of(new Translation(
                        Protocol.UDP,
                        Cidr.parse("192.0.2.0/24"),
                        Cidr.parse("203.0.113.1/32"),
                        PortRange.of(53),
                        IpAddress.parse("10.10.0.5"),
                        5353)),
                read(
                        Family.V4,
                        "-s 192.0.2.0/24 -d 203.0.113.1/32 -p udp -m udp --dport 53 -j DNAT --to-destination 10.10.0.5:5353"));
    }

    @Test
    void anIpv6TargetStandsInBrackets() {
        assertEquals(
                Optional.of(
                        new Translation(Protocol.TCP, null, null, PortRange.of(80), IpAddress.parse("fd00::5"), 8080)),
                read(Family.V6, "-p tcp -m tcp --dport 80 -j DNAT --to-destination [fd00::5]:8080"));
        assertEquals(
                Optional.of(
                        new Translation(Protocol.TCP, null, null, PortRange.of(80), IpAddress.parse("fd00::5"), null)),
                read(Family.V6, "-p tcp -m tcp --dport 80 -j DNAT --to-destination fd00::5"));
    }

    @Test
    void aRangeOfPortsIsReadWhole() {
        assertEquals(
                Optional.of(new Translation(
                        Protocol.SCTP, null, null, new PortRange(80, 89), IpAddress.parse("10.0.0.1"), null)),
                read(Family.V4, "-p sctp -m sctp --dport 80:89 -j DNAT --to-destination 10.0.0.1:80-89"));
    }

    @Test
    void aNegatedMatchCountsAsNone() {
        assertEquals(
                Optional.of(
                        new Translation(Protocol.TCP, null, null, PortRange.of(80), IpAddress.parse("10.0.0.1"), 80)),
                read(Family.V4, "! -s 192.0.2.0/24 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.1:80"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-p tcp -m tcp --dport 80 -j JNET-TCP-64-127",
                "-p tcp -m tcp --dport 80 -j DNAT",
                "-p tcp -j DNAT --to-destination 10.0.0.1:80",
                "--dport 80 -j DNAT --to-destination 10.0.0.1:80",
                "-p icmp --dport 80 -j DNAT --to-destination 10.0.0.1:80",
                "-p tcp --dport 0:80 -j DNAT --to-destination 10.0.0.1:80",
                "-p tcp --dport http -j DNAT --to-destination 10.0.0.1:80",
                "-p tcp --dport 80 -j DNAT --to-destination 10.0.0.1-10.0.0.9",
                "-p tcp --dport 80 -j DNAT --to-destination :80",
            })
    void anyOtherRuleTranslatesNoPort(String arguments) {
        assertEquals(Optional.empty(), read(Family.V4, arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[fd00::5", "[", "[]:80", "10.0.0.1:80"})
    void aBrokenIpv6TargetIsNone(String target) {
        assertEquals(Optional.empty(), read(Family.V6, "-p tcp --dport 80 -j DNAT --to-destination " + target));
    }
}
