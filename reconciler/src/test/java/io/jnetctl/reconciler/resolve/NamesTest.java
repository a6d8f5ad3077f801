package io.jnetctl.reconciler.resolve;

import static io.jnetctl.reconciler.fixture.ContainerBuilder.container;
import static io.jnetctl.reconciler.fixture.NetworkBuilder.network;
import static io.jnetctl.reconciler.fixture.StackBuilder.stack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import io.jnetctl.reconciler.fixture.ContainerBuilder;
import io.jnetctl.reconciler.fixture.StackBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts files and link variables, to the letter. */
final class NamesTest {
    private static StackBuilder shop(ContainerBuilder... containers) {
        StackBuilder shop = stack("shop")
                .with(network("front").subnet("172.20.0.0/16"))
                .with(network("back").subnet("172.21.0.0/16"));
        for (ContainerBuilder container : containers) {
            shop.with(container);
        }
        return shop;
    }

    private static List<String> hosts(String container, StackBuilder stack) {
        return Resolved.of(stack).lines(Role.HOSTS, "shop." + container);
    }

    private static List<String> variables(String container, StackBuilder stack) {
        return Resolved.of(stack).lines(Role.ENVIRONMENT, "shop." + container);
    }

    @Test
    void aHostsFileHasEverythingInItsPlace() {
        assertEquals(
                List.of(
                        "172.21.0.2\tw",
                        "172.20.0.2\tw",
                        "127.0.0.1\tlocalhost",
                        "::1\tlocalhost ip6-localhost ip6-loopback",
                        "fe00::0\tip6-localnet",
                        "ff00::0\tip6-mcastprefix",
                        "ff02::1\tip6-allnodes",
                        "ff02::2\tip6-allrouters",
                        "192.0.2.1\tgw",
                        "172.21.0.1\thost.internal",
                        "172.21.0.3\thelloapp app-hostname app",
                        "172.21.0.3\tapp",
                        "172.21.0.3\tapp.back",
                        "172.20.0.3\tapp",
                        "172.20.0.3\tapp.front",
                        "172.20.0.3\twww",
                        "172.20.0.4\tother",
                        "172.20.0.4\tother.front"),
                hosts(
                        "web",
                        shop(
                                container("web")
                                        .hostname("w")
                                        .on("back", "front")
                                        .extraHost("gw", "192.0.2.1")
                                        .extraHost("host.internal", "host-gateway")
                                        .link("app", "helloapp"),
                                container("app")
                                        .hostname("app-hostname")
                                        .on("front", at -> at.alias("www"))
                                        .on("back"),
                                container("other").on("front"))));
    }

    @Test
    void aLineThatIsThereAlreadyIsNotRepeated() {
        List<String> lines = hosts(
                "web",
                shop(container("web").on("front").link("db"), container("db").on("front")));
        assertEquals(List.of("172.20.0.3\tdb", "172.20.0.3\tdb.front"), lines.subList(7, lines.size()));
    }

    @Test
    void aContainerWithoutNetworksKnowsItself() {
        assertEquals(
                "127.0.0.1\tlocalhost", hosts("web", shop(container("web"))).getFirst());
    }

    @Test
    void whereIpv6IsOffNothingSpeaksOfIt() {
        StackBuilder shop = stack("shop")
                .with(network("front").subnet("10.0.0.0/24").subnet("fd00::/64"))
                .with(container("web").on("front").sysctl("net.ipv6.conf.all.disable_ipv6", "1"))
                .with(container("db").on("front"));
        assertEquals(
                List.of("10.0.0.2\tweb", "127.0.0.1\tlocalhost", "10.0.0.3\tdb", "10.0.0.3\tdb.front"),
                hosts("web", shop));
    }

    @Test
    void resolvConfHasWhatIsWrittenAndIsNotThereOtherwise() {
        Resolved resolved = Resolved.of(shop(
                container("web")
                        .on("front")
                        .dns("192.0.2.53")
                        .dns("2001:db8::53")
                        .dnsSearch("a.test", "b.test"),
                container("db").on("front")));
        assertEquals(
                List.of("search a.test b.test", "nameserver 192.0.2.53", "nameserver 2001:db8::53"),
                resolved.lines(Role.RESOLV_CONF, "shop.web"));
        assertEquals(List.of(), resolved.lines(Role.RESOLV_CONF, "shop.db"));
    }

    @Test
    void aLinkGivesItsVariablesAndTheSourceGetsNone() {
        StackBuilder shop = shop(
                container("web").on("front").link("db", "database"),
                container("db")
                        .on("front")
                        .expose("5000/udp", "5432/tcp")
                        .environment("PG_VERSION", "9.4")
                        .environment("HOME", "/root")
                        .environment("PATH", "/bin"));
        assertEquals(
                List.of(
                        "DATABASE_ENV_PG_VERSION=9.4",
                        "DATABASE_NAME=/web/database",
                        "DATABASE_PORT=tcp://172.20.0.3:5432",
                        "DATABASE_PORT_5000_UDP=udp://172.20.0.3:5000",
                        "DATABASE_PORT_5000_UDP_ADDR=172.20.0.3",
                        "DATABASE_PORT_5000_UDP_PORT=5000",
                        "DATABASE_PORT_5000_UDP_PROTO=udp",
                        "DATABASE_PORT_5432_TCP=tcp://172.20.0.3:5432",
                        "DATABASE_PORT_5432_TCP_ADDR=172.20.0.3",
                        "DATABASE_PORT_5432_TCP_PORT=5432",
                        "DATABASE_PORT_5432_TCP_PROTO=tcp"),
                variables("web", shop));
        assertEquals(List.of(), variables("db", shop));
    }

    @Test
    void aDashInAnAliasBecomesAnUnderscoreInThePrefixOnly() {
        assertEquals(
                List.of("MY_DB_NAME=/web/my-db"),
                variables(
                        "web",
                        shop(
                                container("web").on("front").link("db", "my-db"),
                                container("db").on("front"))));
    }

    @Test
    void consecutivePortsOfOneProtocolAreARunFromItsFirst() {
        List<String> variables = variables(
                "web",
                shop(
                        container("web").on("front").link("db"),
                        container("db")
                                .on("front")
                                .expose("7000/udp", "7001/udp", "7002/udp", "7003/tcp", "7009/udp")));
        assertEquals(
                List.of(
                        "DB_PORT_7000_UDP_END=udp://172.20.0.3:7002",
                        "DB_PORT_7000_UDP_PORT_END=7002",
                        "DB_PORT_7000_UDP_PORT_START=7000",
                        "DB_PORT_7000_UDP_START=udp://172.20.0.3:7000"),
                variables.stream()
                        .filter(line -> line.contains("_START=") || line.contains("_END="))
                        .toList());
        assertEquals("DB_PORT=tcp://172.20.0.3:7003", variables.get(1));
    }

    @Test
    void publishedPortsCountAsExposed() {
        assertEquals(
                "DB_PORT=tcp://172.20.0.3:80",
                variables(
                                "web",
                                shop(
                                        container("web").on("front").link("db"),
                                        container("db").on("front").publish("80/tcp")))
                        .get(1));
    }

    @Test
    void anIpv6SourceHasItsAddressInBracketsInUrlsAlone() {
        StackBuilder shop = stack("shop")
                .with(network("six").subnet("fd00::/64"))
                .with(container("web").on("six").link("db"))
                .with(container("db").on("six").expose("80/tcp"));
        assertEquals(
                List.of(
                        "DB_NAME=/web/db",
                        "DB_PORT=tcp://[fd00::3]:80",
                        "DB_PORT_80_TCP=tcp://[fd00::3]:80",
                        "DB_PORT_80_TCP_ADDR=fd00::3",
                        "DB_PORT_80_TCP_PORT=80",
                        "DB_PORT_80_TCP_PROTO=tcp"),
                variables("web", shop));
    }

    @Test
    void aValueWithALineBreakIsLeftOutWithAWarning() {
        Resolved resolved = Resolved.of(shop(
                container("web").on("front").link("db"),
                container("db").on("front").environment("KEY", "a\nb")));
        assertEquals(List.of("DB_NAME=/web/db"), resolved.lines(Role.ENVIRONMENT, "shop.web"));
        assertEquals(1, resolved.resolution().diagnostics().size());
    }

    @Test
    void theOrderOfAliasesIsNoChangeButThatOfAddressesIs() {
        assertTrue(HostsMeaning.isSame(
                file("10.0.0.2\tweb", "10.0.0.2\twww", "10.0.0.2\tx"),
                file("10.0.0.2\tweb", "10.0.0.2\tx", "10.0.0.2\twww")));
        assertFalse(
                HostsMeaning.isSame(file("10.0.0.2\tweb", "10.0.0.2\twww"), file("10.0.0.2\twww", "10.0.0.2\tweb")));
        assertFalse(
                HostsMeaning.isSame(file("10.0.0.2\tweb", "10.1.0.2\tweb"), file("10.1.0.2\tweb", "10.0.0.2\tweb")));
    }

    private static ManagedFile file(String... lines) {
        return new ManagedFile(Role.HOSTS, FileRoot.ofNamed("shop.web").file("hosts"), "shop.web", List.of(lines));
    }
}
