package io.jnetctl.schema.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Defaults;
import io.jnetctl.schema.ExtraHost;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.NetworkMode;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.compose.Surroundings;
import io.jnetctl.schema.diagnostic.Diagnostic;
import io.jnetctl.schema.diagnostic.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
    private static final InputStream NOTHING = InputStream.nullInputStream();

    private static String manifest(String stack) {
        return "apiVersion: jnetctl/v1\nstack: " + stack + "\n";
    }

    private static List<String> stacks(ReadResult result) {
        assertEquals(List.of(), result.diagnostics());
        return result.manifest().stacks().stream().map(Stack::name).toList();
    }

    @Test
    void readsFilesDirectoriesAndStandardInputInOrder(@TempDir Path dir) throws IOException {
        Files.writeString(dir.resolve("z.yaml"), manifest("z1") + "---\n" + manifest("z2"));
        Path sub = Files.createDirectory(dir.resolve("sub"));
        Files.writeString(sub.resolve("b.yml"), manifest("b"));
        Files.writeString(sub.resolve("a.yaml"), manifest("a"));
        Files.writeString(sub.resolve("notes.txt"), "no manifest");
        InputStream stdin = new ByteArrayInputStream(manifest("in").getBytes(StandardCharsets.UTF_8));
        assertEquals(
                List.of("z1", "z2", "in", "a", "b"),
                stacks(ManifestReader.read(
                        List.of(dir.resolve("z.yaml").toString(), "-", sub.toString()),
                        Surroundings.of(Map.of(), dir),
                        stdin)));
    }

    @Test
    void saysWhatIsWrongWithAFile(@TempDir Path dir) {
        String missing = dir.resolve("missing.yaml").toString();
        ReadResult result =
                ManifestReader.read(List.of(missing, dir.toString()), Surroundings.of(Map.of(), dir), NOTHING);
        assertEquals(
                List.of(
                        "error: " + missing + ": no such file",
                        "error: " + dir + ": no *.yaml or *.yml in this directory"),
                result.diagnostics().stream().map(Diagnostic::toString).toList());
    }

    @Test
    void namesBothPlacesOfAStackThatIsThereTwice(@TempDir Path dir) throws IOException {
        Files.writeString(dir.resolve("a.yaml"), manifest("shop"));
        Files.writeString(dir.resolve("b.yaml"), manifest("shop"));
        ReadResult result = ManifestReader.read(List.of(dir.toString()), Surroundings.of(Map.of(), dir), NOTHING);
        assertEquals(
                "stack shop is declared twice, also at " + dir.resolve("a.yaml") + ":2:1",
                result.diagnostics().getFirst().message());
    }

    @Test
    void findsAllFaultsInTheirOrder() {
        ReadResult result = Manifests.read("""
                apiVersion: jnetctl/v2
                stack: Shop
                networks:
                  front: {subnet: 10.0.0.5/24, mtu: x}
                containers:
                  web: {publish: [0], netwrks: []}
                """);
        assertEquals(
                List.of(1, 2, 4, 4, 6, 6),
                result.diagnostics().stream().map(d -> d.pos().line()).toList());
    }

    @Test
    void givesAContainerWithoutNetworksThePredefinedBridge() {
        Stack stack = Manifests.stack("containers: {web: , db: {network_mode: bridge}}");
        assertEquals(
                List.of("bridge"), stack.networks().stream().map(Network::name).toList());
        for (Container container : stack.containers()) {
            assertEquals("bridge", container.attachments().getFirst().network());
            assertEquals(new NetworkMode.Networks(), container.mode());
            assertEquals(container.name(), container.hostname());
        }
    }

    @Test
    void leavesThePredefinedBridgeOutWhereNobodyUsesIt() {
        assertEquals(
                List.of(),
                Manifests.stack("containers: {web: {network_mode: none}}").networks());
    }

    @Test
    void hasTheDefaultPoolsOfDocker() {
        Defaults defaults = Manifests.stack("").defaults();
        assertEquals(16, defaults.addressPools().size());
        assertEquals("172.17.0.0/16", defaults.addressPools().getFirst().base().toString());
        assertEquals(20, defaults.addressPools().getLast().size());
        assertEquals("49153-65535", defaults.portRange().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "myhost=192.168.0.1, myhost, 192.168.0.1",
        "'myhost:[192.168.0.1]', myhost, 192.168.0.1",
        "anipv6host:2003:ab34:e::1, anipv6host, 2003:ab34:e::1",
        "'anipv6host:[2003:ab34:e::1]', anipv6host, 2003:ab34:e::1",
        "ipv6local:::1, ipv6local, ::1",
    })
    void readsEveryFormOfAnExtraHost(String line, String name, String address) {
        ExtraHost host = Manifests.container("extra_hosts", "[\"" + line + "\"]")
                .extraHosts()
                .getFirst();
        assertEquals(name, host.name());
        assertEquals(IpAddress.parse(address), host.address());
    }

    @Test
    void keepsEveryAddressOfAnExtraHost() {
        assertEquals(
                2,
                Manifests.container("extra_hosts", "[\"foo:10.0.0.1\", \"foo:10.0.0.2\"]")
                        .extraHosts()
                        .size());
        assertEquals(
                2,
                Manifests.container("extra_hosts", "{foo: [10.0.0.1, 10.0.0.2]}")
                        .extraHosts()
                        .size());
    }

    @Test
    void letsThreeContainersShareARangeOfThreeHostPorts() {
        Manifests.stack("""
                containers:
                  a: {publish: ["9090-9092:80"]}
                  b: {publish: ["9090-9092:80"]}
                  c: {publish: ["9090-9092:80"]}
                """);
    }

    @Test
    void letsOneHostPortBePublishedAtTwoAddressesAndForTwoProtocols() {
        Manifests.stack("""
                containers:
                  a: {publish: ["127.0.1.2:1716:80", "8080:80/tcp", "[::1]:53:53"]}
                  b: {publish: ["127.0.1.3:1716:80", "8080:80/udp", "127.0.0.1:53:53"]}
                """);
    }

    @Test
    void refusesMoreContainersThanABridgeHasPorts() {
        StringBuilder body = new StringBuilder("containers:\n");
        IntStream.range(0, 1024).forEach(i -> body.append("  c").append(i).append(":\n"));
        assertEquals(
                List.of("network bridge has 1024 containers: a bridge takes at most 1023"),
                Manifests.faults(body.toString()));
    }

    @Test
    void countsTheContainersOfOtherStacksOnANetwork() {
        ReadResult result = Manifests.read(manifest("a") + """
                networks: {lan: {subnet: 10.0.0.0/24}}
                containers: {web: {networks: {lan: {ipv4_address: 10.0.0.5}}}}
                ---
                """ + manifest("b") + """
                networks: {theirs: {external: true, name: a/lan}}
                containers: {web: {networks: {theirs: {ipv4_address: 10.0.0.5}}}}
                """);
        assertEquals(
                "10.0.0.5 on network lan is claimed by container a/web and by container web",
                result.diagnostics().getFirst().message());
    }

    @Test
    void warnsOfALinkThatIsThereTwice() {
        ReadResult result = Manifests.read(manifest("a") + "containers: {web: {links: [db, db]}, db: }");
        assertTrue(result.ok());
        assertEquals(Severity.WARNING, result.diagnostics().getFirst().severity());
        assertEquals(
                1,
                result.manifest()
                        .stacks()
                        .getFirst()
                        .container("web")
                        .orElseThrow()
                        .links()
                        .size());
    }
}
