package io.jnetctl.reconciler.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.resolve.PublishedRule.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of published ports, written and read. */
final class PublishedRuleTest {
    private static Rule rule(Family family, String arguments) {
        return new Rule(family, "nat", "JNET-TCP-8064-8127", List.of(arguments.split(" ", -1)), null);
    }

    private static void assertBothWays(String arguments, PublishedRule rule) {
        assertEquals(arguments, String.join(" ", rule.arguments()));
        assertEquals(Optional.of(rule), PublishedRule.parse(rule(rule.family(), arguments)));
    }

    private static PublishedRule v4(Source source, String hostIp, String port, int target) {
        return new PublishedRule(
                Family.V4,
                source,
                IpAddress.tryParse(hostIp).orElse(null),
                Port.parse(port),
                IpAddress.parse("10.10.0.5"),
                target);
    }

    @Test
    void aPortAtAllAddresses() {
        assertBothWays(
                "-p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.10.0.5:80",
                v4(new Source.Anyone(), "", "8080", 80));
    }

    @Test
    void aPortAtOneAddressForABlock() {
        assertBothWays(
                "-s 192.0.2.0/24 -d 127.0.0.1/32 -p udp -m udp --dport 53 -j DNAT --to-destination 10.10.0.5:5353",
                v4(new Source.Block(Cidr.parse("192.0.2.0/24")), "127.0.0.1", "53/udp", 5353));
    }

    @Test
    void aPortForContainersAndForTheHost() {
        assertBothWays(
                "-p sctp -m sctp --dport 9 -m mark --mark 0x10000000/0x10000000 -j DNAT --to-destination 10.10.0.5:9",
                v4(new Source.Containers(), "", "9/sctp", 9));
        assertBothWays(
                "-p tcp -m tcp --dport 9 -m addrtype --src-type LOCAL -j DNAT --to-destination 10.10.0.5:9",
                v4(new Source.Host(), "", "9", 9));
    }

    @Test
    void aPortOfIpv6() {
        assertBothWays(
                "-d ::1/128 -p tcp -m tcp --dport 8080 -j DNAT --to-destination [fd00::5]:80",
                new PublishedRule(
                        Family.V6,
                        new Source.Anyone(),
                        IpAddress.parse("::1"),
                        Port.parse("8080"),
                        IpAddress.parse("fd00::5"),
                        80));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-j JNET-PORTS",
                "-p tcp -j JNET-TCP",
                "-p tcp -m tcp --dport 8064:8127 -j JNET-TCP-8064-8127",
                "-p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.10.0.5",
                "-p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.10.0.5:80-90",
                "-p tcp -m tcp --dport 8080 -j DNAT --to-destination fd00::5:80",
                "-p tcp -m tcp --dport 8080 -j DNAT --to-destination [fd00::5]:80",
                "-d 10.0.0.0/8 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.10.0.5:80",
                "-p tcp -m tcp ! --dport 8080 -j DNAT --to-destination 10.10.0.5:80",
                "-p tcp -m mark --mark 0x1/0x1 -m tcp --dport 8080 -j DNAT --to-destination 10.10.0.5:80",
                "-s 10.10.0.0/24 ! -o br-front -j MASQUERADE",
                "-m devgroup --src-group 0x4b000000/0xff000000 -j MARK --set-xmark 0x10000000/0x10000000",
            })
    void whatIsNoPublishedPortIsNotReadAsOne(String arguments) {
        assertEquals(Optional.empty(), PublishedRule.parse(rule(Family.V4, arguments)));
    }
}
