package io.jnetctl.golden.packets;

import static io.jnetctl.golden.packets.PacketHost.HOST_V4;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V4;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V6;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.AssertionFailedError;

/** The probes themselves: what passes is seen, what does not is not, and where outside's packets could go they do. */
final class HarnessTest {
    @ParameterizedTest
    @EnumSource
    void aProbeIsAnsweredByWhoListensAndLostWhereNobodyDoes(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            Place outside = host.outside();
            Place here = host.host();
            host.listen(outside, 80);
            host.check(
                    Probe.tcp(here, OUTSIDE_V4, 80).reaches(outside, HOST_V4),
                    Probe.udp(here, OUTSIDE_V4, 80).reaches(outside, HOST_V4),
                    Probe.ping(here, OUTSIDE_V4).reaches(outside),
                    Probe.tcp(here, OUTSIDE_V6, 80).reaches(outside),
                    Probe.udp(here, OUTSIDE_V6, 80).reaches(outside),
                    Probe.ping(here, OUTSIDE_V6).reaches(outside),
                    Probe.tcp(here, OUTSIDE_V4, 81).isLost(),
                    Probe.udp(here, OUTSIDE_V4, 81).isLost(),
                    Probe.ping(here, "192.0.2.77").isLost());
            Probe wrong = Probe.udp(here, OUTSIDE_V4, 80).isLost();
            assertThrows(AssertionFailedError.class, () -> host.check(wrong));
        });
    }

    @ParameterizedTest
    @EnumSource
    void withoutRulesOutsideReachesWhateverTheHostForwardsTo(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.set(host.host(), "net.ipv4.ip_forward", "1");
            PacketHost.run("""
                    ip link add br0 type bridge
                    ip address add 10.1.0.1/24 dev br0
                    ip link set br0 up
                    """);
            Place inner = host.stranger("inner", "br0", "10.1.0.2/24", "10.1.0.1");
            host.listen(inner, 80);
            host.check(
                    Probe.tcp(host.outside(), "10.1.0.2", 80).reaches(inner, OUTSIDE_V4),
                    Probe.udp(host.outside(), "10.1.0.2", 80).reaches(inner, OUTSIDE_V4));
            PacketHost.run("iptables -A FORWARD -j DROP");
            host.check(
                    Probe.tcp(host.outside(), "10.1.0.2", 80).isLost(),
                    Probe.udp(host.outside(), "10.1.0.2", 80).isLost());
        });
    }
}
