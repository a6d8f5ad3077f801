package io.jnetctl.reconciler.resolve;

import static io.jnetctl.reconciler.fixture.ContainerBuilder.container;
import static io.jnetctl.reconciler.fixture.NetworkBuilder.network;
import static io.jnetctl.reconciler.fixture.StackBuilder.stack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.reconciler.fixture.ContainerBuilder;
import io.jnetctl.reconciler.fixture.NetworkBuilder;
import io.jnetctl.reconciler.fixture.StackBuilder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which ports of the host a container gets, and when it does not. */
final class PortAllotmentTest {
    private static NetworkBuilder front() {
        return network("front").subnet("10.0.0.0/24");
    }

    private static ContainerBuilder web() {
        return container("web").on("front");
    }

    private static StackBuilder shop(ContainerBuilder... containers) {
        StackBuilder shop = stack("shop").with(front());
        Arrays.stream(containers).forEach(shop::with);
        return shop;
    }

    private static StackBuilder dual(ContainerBuilder web) {
        return stack("shop").with(front().subnet("fd00::/64")).with(web);
    }

    @Test
    void aFixedPortIsPublishedInEveryFamilyThatTheContainerHas() {
        assertEquals(
                List.of("web *:8080->10.0.0.2:80", "web [*]:8080->fd00::2:80"),
                Ports.of(dual(web().publish(null, "8080", "80"))).lines());
        assertEquals(
                List.of("web *:8080->10.0.0.2:80"),
                Ports.of(dual(web().publish("0.0.0.0", "8080", "80"))).lines());
        assertEquals(
                List.of("web [*]:8080->fd00::2:80"),
                Ports.of(dual(web().publish("::", "8080", "80"))).lines());
    }

    @Test
    void aPortAtOneAddressIsOfItsFamilyAlone() {
        assertEquals(
                List.of("web 127.0.0.1:8080->10.0.0.2:53/udp", "web ::1:8080->fd00::2:53/sctp"),
                Ports.of(dual(web().publish("127.0.0.1", "8080", "53/udp").publish("::1", "8080", "53/sctp")))
                        .lines());
    }

    @Test
    void aPortAtAnAddressOfAFamilyThatTheContainerDoesNotHaveIsWarnedOf() {
        Ports ports = Ports.of(shop(web().publish("::1", "8080", "80")));
        assertEquals(List.of(), ports.lines());
        assertEquals(
                List.of("port [::1]:8080:80 is not published: container web has no IPv6 address to publish it through"),
                ports.warnings());
        assertEquals(List.of(), ports.errors());
    }

    @Test
    void aPortIsPublishedThroughTheNetworkThatTheContainerLeavesBy() {
        StackBuilder shop = stack("shop")
                .with(network("back").subnet("10.1.0.0/24").internal())
                .with(front())
                .with(network("side").subnet("10.2.0.0/24"))
                .with(container("web")
                        .on("back")
                        .on("front")
                        .on("side", at -> at.gateway())
                        .publish(null, "8080", "80"))
                .with(container("api").on("back").on("front").on("side").publish(null, "8081", "80"));
        assertEquals(
                List.of("web *:8080->10.2.0.2:80", "api *:8081->10.0.0.3:80"),
                Ports.of(shop).lines());
    }

    @Test
    void nothingIsPublishedThroughInternalNetworksAlone() {
        Ports ports = Ports.of(stack("shop")
                .with(front().internal())
                .with(web().publish(null, "8080", "80").publish(null, "8443", "443")));
        assertEquals(List.of(), ports.lines());
        assertEquals(List.of("container web publishes nothing: its networks are internal"), ports.warnings());
        assertEquals(List.of(), ports.errors());
    }

    @Test
    void allThatIsExposedIsPublishedOnceWhereEverythingIs() {
        Ports ports = Ports.of(shop(
                web().expose("80", "443", "53/udp").publish(null, "8080", "80").publishAll()));
        assertEquals(3, ports.lines().size());
        assertEquals("web *:8080->10.0.0.2:80", ports.lines().getFirst());
        assertTrue(
                ports.lines().get(1).endsWith("->10.0.0.2:443"), ports.lines().get(1));
        assertTrue(
                ports.lines().get(2).endsWith("->10.0.0.2:53/udp"),
                ports.lines().get(2));
        assertEquals(
                List.of(
                        "web publishes 8080:80",
                        "web publishes 443/tcp, as all that it exposes",
                        "web publishes 53/udp, as all that it exposes"),
                ports.resolved().stream().map(ResolvedPort::reason).toList());
    }

    @Test
    void anOpenPortIsOfTheRangeAndTheSameOnEveryHostAndInBothFamilies() {
        Ports ports = Ports.of(dual(web().publish("80")));
        int port = ports.hostPorts("web").getFirst();
        assertTrue(port >= 49153, "" + port);
        assertEquals(List.of("web *:" + port + "->10.0.0.2:80", "web [*]:" + port + "->fd00::2:80"), ports.lines());
        Ports elsewhere = Ports.host()
                .address("192.0.2.7/24")
                .listens("0.0.0.0", "22")
                .of(shop(container("db").on("front"), web().publish("80")));
        assertEquals(List.of(port), elsewhere.hostPorts("web"));
        assertNotEquals(
                List.of(port),
                Ports.of(shop(container("api").on("front").publish("80"))).hostPorts("api"));
    }

    @Test
    void openPortsNeverCollideHoweverFewThereAre() {
        StackBuilder shop = shop().portRange("50000-50031");
        for (int i = 0; i < 32; i++) {
            shop.with(container("c" + i).on("front").publish("80"));
        }
        Ports ports = Ports.of(shop);
        assertEquals(
                32,
                new HashSet<>(ports.resolved().stream()
                                .map(ResolvedPort::hostPort)
                                .toList())
                        .size());
        assertEquals(List.of(), ports.errors());
        assertEquals(
                List.of("container d finds no free host port in 50000-50031/tcp for 80/tcp"),
                Ports.of(shop.with(container("d").on("front").publish("80"))).errors());
    }

    @Test
    void anOpenPortAvoidsFixedOnesListenersOtherStacksAndReservedOnes() {
        StackBuilder shop = shop(container("a").on("front").publish("80"), web().publish("127.0.0.1", "50000", "80"))
                .portRange("50000-50004");
        Ports.Host host = Ports.host()
                .listens("::", "50001")
                .publishes("blog/web", "192.0.2.1", "50002", "10.9.0.2", 80)
                .reserved("8080,50003-50003");
        assertEquals(List.of(50004), host.of(shop).hostPorts("a"));
        assertEquals(List.of(), host.of(shop).errors());
    }

    @Test
    void anOpenPortStaysWhereItIsWhateverComesBeforeIt() {
        StackBuilder one = shop(web().publish("80")).portRange("50000-50003");
        int first = Ports.of(one).hostPorts("web").getFirst();
        for (int other = 50000; other <= 50003; other++) {
            Ports.Host host = Ports.host().publishes("shop/web", "", "" + other, "10.0.0.2", 80);
            StackBuilder more = shop(container("a").on("front").publish("80"), web().publish("80"))
                    .portRange("50000-50003");
            assertEquals(List.of(other), host.of(one).hostPorts("web"));
            assertEquals(List.of(other), host.of(more).hostPorts("web"));
        }
        assertEquals(List.of(first), Ports.of(one).hostPorts("web"));
    }

    @Test
    void anOpenPortLeavesWhatItMayNotHaveAnyMore() {
        Ports.Host host = Ports.host().publishes("shop/web", "", "50000", "10.0.0.2", 80);
        assertNotEquals(
                List.of(50000),
                host.of(shop(web().publish("80")).portRange("50001-50003")).hostPorts("web"));
        assertNotEquals(
                List.of(50000),
                host.of(shop(web().publish("80"), container("a").on("front").publish(null, "50000", "80"))
                                .portRange("50000-50003"))
                        .hostPorts("web"));
        assertNotEquals(
                List.of(50000),
                host.reserved("50000")
                        .of(shop(web().publish("80")).portRange("50000-50003"))
                        .hostPorts("web"));
    }

    @Test
    void aSecondLookChangesNothingHoweverPortsAreOpen() {
        StackBuilder shop = shop(
                        web().publish("80")
                                .publish("0.0.0.0", null, "80")
                                .publish("127.0.0.1", null, "80")
                                .publish(null, "50000-50005", "80")
                                .publish(null, "50000-50004", "81"),
                        container("a").on("front").publish("80").publish(null, "50003-50006", "80"))
                .portRange("50000-50010");
        Ports first = Ports.of(shop);
        assertEquals(List.of(), first.errors());
        assertEquals(first.resolved(), Ports.host().has(first).of(shop).resolved());
    }

    /** A catalogue of port publishing knows this as containers that share a range. */
    @Test
    void containersShareARangeAndAFreedPortIsTheNextOnes() {
        ContainerBuilder a = container("a").on("front").publish(null, "9090-9092", "80");
        ContainerBuilder b = container("b").on("front").publish(null, "9090-9092", "80");
        ContainerBuilder c = container("c").on("front").publish(null, "9090-9092", "80");
        ContainerBuilder d = container("d").on("front").publish(null, "9090-9092", "80");
        Ports three = Ports.of(shop(a, b, c));
        assertEquals(List.of("a *:9090->10.0.0.2:80", "b *:9091->10.0.0.3:80", "c *:9092->10.0.0.4:80"), three.lines());
        Ports four = Ports.host().has(three).of(shop(a, b, c, d));
        assertEquals(
                List.of("container d finds no free host port in 9090-9092/tcp for 80/tcp"
                        + " (9090: container shop/a, 9091: container shop/b, 9092: container shop/c)"),
                four.errors());
        Ports without = Ports.host().has(three).of(shop(d, a, c));
        assertEquals(List.of(), without.errors());
        assertEquals(List.of(9090), without.hostPorts("a"));
        assertEquals(List.of(9092), without.hostPorts("c"));
        assertEquals(List.of(9091), without.hostPorts("d"));
    }

    @Test
    void aRangePassesOverWhatIsTakenAndTheNarrowerOneIsServedFirst() {
        Ports ports = Ports.host()
                .listens("0.0.0.0", "9091")
                .publishes("blog/web", "", "9092", "10.9.0.2", 80)
                .of(shop(
                        container("a").on("front").publish(null, "9090-9094", "80"),
                        container("b").on("front").publish(null, "9090-9093", "80"),
                        container("c").on("front").publish(null, "9093", "80")));
        assertEquals(List.of(), ports.errors());
        assertEquals(List.of(9094), ports.hostPorts("a"));
        assertEquals(List.of(9090), ports.hostPorts("b"));
    }

    @Test
    void aRangeMayHaveReservedPorts() {
        assertEquals(
                List.of(9090),
                Ports.host()
                        .reserved("9000-9100")
                        .of(shop(web().publish(null, "9090-9092", "80")))
                        .hostPorts("web"));
        assertEquals(
                List.of(9095),
                Ports.host()
                        .reserved("9000-9100")
                        .of(shop(web().publish(null, "9095", "80")))
                        .hostPorts("web"));
    }

    @Test
    void aPortOfAnotherStackOnThisHostIsRefusedAndNamed() {
        Ports.Host host = Ports.host().publishes("blog/web", "", "8080", "10.9.0.2", 80);
        Ports ports = host.of(shop(web().publish("127.0.0.1", "8080", "80")));
        assertEquals(List.of("host port 8080/tcp is published by container blog/web already"), ports.errors());
        assertEquals(List.of(), ports.lines());
        assertEquals(
                List.of(), host.of(shop(web().publish(null, "8080", "80/udp"))).errors());
        assertEquals(
                List.of(),
                host.of(stack("blog").with(front()).with(web().publish(null, "8080", "80")))
                        .errors());
    }

    @Test
    void otherAddressesOfTheHostAreOtherPorts() {
        Ports.Host host = Ports.host()
                .publishes("blog/web", "192.0.2.1", "8080", "10.9.0.2", 80)
                .publishes("blog/six", "", "8081", "fd09::2", 80);
        assertEquals(
                List.of(),
                host.of(shop(web().publish("192.0.2.2", "8080", "80"))).errors());
        assertEquals(
                1,
                host.of(shop(web().publish("192.0.2.1", "8080", "80"))).errors().size());
        assertEquals(
                1,
                host.of(shop(web().publish("0.0.0.0", "8080", "80"))).errors().size());
        assertEquals(
                1, host.of(shop(web().publish(null, "8080", "80"))).errors().size());
        assertEquals(List.of(), host.of(dual(web().publish("::", "8080", "80"))).errors());
        assertEquals(
                List.of(), host.of(dual(web().publish("0.0.0.0", "8081", "80"))).errors());
        assertEquals(
                1, host.of(dual(web().publish(null, "8081", "80"))).errors().size());
    }

    @Test
    void onePortOnTwoAddressesIsTwoContainers() {
        Ports ports = Ports.of(shop(
                container("a").on("front").publish("127.0.1.2", "1716", "80"),
                container("b").on("front").publish("127.0.1.3", "1716", "80")));
        assertEquals(List.of("a 127.0.1.2:1716->10.0.0.2:80", "b 127.0.1.3:1716->10.0.0.3:80"), ports.lines());
        assertEquals(List.of(), ports.errors());
    }

    @Test
    void onePortOfTwoProtocolsIsTwoPorts() {
        StackBuilder both = shop(web().publish("192.0.2.25", "8080", "8080").publish("192.0.2.25", "8080", "8080/udp"));
        Ports.Host host = Ports.host().address("192.0.2.25/24");
        assertEquals(
                List.of("web 192.0.2.25:8080->10.0.0.2:8080", "web 192.0.2.25:8080->10.0.0.2:8080/udp"),
                host.of(both).lines());
        assertEquals(List.of(), host.of(both).diagnostics());
    }

    @Test
    void aListenerIsRefusedByNameAndNumber() {
        Ports ports = Ports.host().listens("0.0.0.0", "8080").of(shop(web().publish(null, "8080", "80")));
        assertEquals(List.of("host port 8080/tcp is in use: nginx (pid 4711) listens on 0.0.0.0:8080"), ports.errors());
        assertEquals(StackBuilder.POS, ports.diagnostics().getFirst().pos());
        assertEquals(List.of(), ports.lines());
    }

    @Test
    void aListenerIsInTheWayWhereItsAddressesOverlap() {
        assertTrue(isRefused("0.0.0.0", false, "127.0.0.1"));
        assertTrue(isRefused("127.0.0.1", false, null));
        assertTrue(isRefused("127.0.0.1", false, "127.0.0.1"));
        assertTrue(!isRefused("127.0.0.53", false, "127.0.0.1"));
        assertTrue(isRefused("::", true, "127.0.0.1"));
        assertTrue(isRefused("::", true, "0.0.0.0"));
        assertTrue(!isRefused("::", false, "0.0.0.0"));
        assertTrue(isRefused("::", false, null));
        assertTrue(isRefused("::", false, "::1"));
        assertTrue(isRefused("::1", false, "::"));
        assertTrue(!isRefused("::1", false, "0.0.0.0"));
    }

    private static boolean isRefused(String listener, boolean bothFamilies, @Nullable String at) {
        for (String protocol : List.of("tcp", "udp")) {
            Ports other = Ports.host()
                    .listens(listener, "8080/" + protocol, bothFamilies)
                    .of(dual(web().publish(at, "8080", "80/" + (protocol.equals("tcp") ? "udp" : "tcp"))));
            assertEquals(List.of(), other.errors());
        }
        return !Ports.host()
                .listens(listener, "8080/udp", bothFamilies)
                .of(dual(web().publish(at, "8080", "80/udp")))
                .errors()
                .isEmpty();
    }

    @Test
    void whoBeginsToListenAtAPublishedPortIsWarnedOf() {
        StackBuilder shop = shop(web().publish(null, "8080", "80"));
        Ports.Host host = Ports.host().has(Ports.of(shop));
        assertEquals(List.of(), host.of(shop).diagnostics());
        Ports later = host.listens("0.0.0.0", "8080").of(shop);
        assertEquals(List.of(), later.errors());
        assertEquals(List.of("web *:8080->10.0.0.2:80"), later.lines());
        assertEquals(
                List.of("nginx (pid 4711) listens on 0.0.0.0:8080, and hears nothing there: packets to host port"
                        + " 8080/tcp go to container web"),
                later.warnings());
    }

    @Test
    void whoListensAtAnAddressThatIsNotPublishedYetIsInTheWay() {
        Ports.Host host = Ports.host()
                .has(Ports.of(shop(web().publish("127.0.0.1", "8080", "80"))))
                .listens("0.0.0.0", "8080");
        assertEquals(
                List.of(),
                host.of(shop(web().publish("127.0.0.1", "8080", "80"))).errors());
        assertEquals(
                1, host.of(shop(web().publish(null, "8080", "80"))).errors().size());
    }

    @Test
    void anOpenPortStaysThoughAProcessBeginsToListenThere() {
        StackBuilder shop = shop(web().publish("80"));
        Ports first = Ports.of(shop);
        int port = first.hostPorts("web").getFirst();
        Ports later = Ports.host().has(first).listens("0.0.0.0", "" + port).of(shop);
        assertEquals(List.of(port), later.hostPorts("web"));
        assertEquals(1, later.warnings().size());
    }

    @Test
    void anAddressThatTheHostDoesNotHaveIsWarnedOf() {
        Ports.Host host = Ports.host().address("192.0.2.1/24");
        Ports ports = host.of(shop(web().publish("192.0.2.2", "8080", "80")));
        assertEquals(
                List.of("port 192.0.2.2:8080:80 of container web: this host has no address 192.0.2.2"),
                ports.warnings());
        assertEquals(List.of("web 192.0.2.2:8080->10.0.0.2:80"), ports.lines());
        for (String known : List.of("192.0.2.1", "127.0.0.5", "0.0.0.0", "10.0.0.1")) {
            assertEquals(
                    List.of(), host.of(shop(web().publish(known, "8080", "80"))).warnings());
        }
    }
}
