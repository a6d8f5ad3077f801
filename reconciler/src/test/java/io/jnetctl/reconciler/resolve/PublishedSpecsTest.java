package io.jnetctl.reconciler.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.Observed;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.read.ManifestReader;
import io.jnetctl.schema.read.ReadResult;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each way of writing a published port comes to, from the text to the ports of the host. */
final class PublishedSpecsTest {
    private static List<ResolvedPort> published(String specs) {
        String list = List.of(specs.split(" ", -1)).stream()
                .map(spec -> '"' + spec + '"')
                .collect(Collectors.joining(", "));
        ReadResult read = ManifestReader.read(List.of(new SourceText("stack.yaml", """
                apiVersion: jnetctl/v1
                stack: shop
                networks: {front: {subnets: [10.0.0.0/24, "fd00::/64"]}}
                containers: {web: {networks: [front], publish: [%s]}}
                """.formatted(list))));
        assertEquals(List.of(), read.diagnostics());
        Ports ports = Ports.of(read.manifest(), Observed.EMPTY);
        assertEquals(List.of(), ports.diagnostics());
        return ports.resolved();
    }

    /** As {@code 1.1.1.1:8080->80/tcp}; {@code *} and {@code [*]} are all addresses, {@code ?} is a port that was open. */
    private static String text(ResolvedPort port) {
        boolean v4 = port.family().bits() == 32;
        assertEquals(v4 ? "10.0.0.2" : "fd00::2", port.target().toString());
        boolean open = port.hostPort() >= 49153;
        return (port.hostIp() == null ? (v4 ? "*" : "[*]") : port.hostIp()) + ":" + (open ? "?" : port.hostPort())
                + "->" + port.targetPort() + "/" + port.protocol();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "80; *:?->80/tcp [*]:?->80/tcp",
                "80:8080; *:80->8080/tcp [*]:80->8080/tcp",
                "80-90:8080; *:80->8080/tcp [*]:80->8080/tcp",
                "8080:80/tcp; *:8080->80/tcp [*]:8080->80/tcp",
                "80:8080/udp; *:80->8080/udp [*]:80->8080/udp",
                "80-81:8080-8081/tcp; *:80->8080/tcp [*]:80->8080/tcp *:81->8081/tcp [*]:81->8081/tcp",
                "80-82:8080-8082/udp; *:80->8080/udp [*]:80->8080/udp *:81->8081/udp [*]:81->8081/udp"
                        + " *:82->8082/udp [*]:82->8082/udp",
                "80-82:8080/udp; *:80->8080/udp [*]:80->8080/udp",
                "80-80:8080/tcp; *:80->8080/tcp [*]:80->8080/tcp",
                "1.1.1.1:80:80; 1.1.1.1:80->80/tcp",
                "0.0.0.0:1234-1235:3333-3334/tcp; *:1234->3333/tcp *:1235->3334/tcp",
                "[2001:4860:0:2001::68]::333; 2001:4860:0:2001::68:?->333/tcp",
                "[::1]:80:80; ::1:80->80/tcp",
                "2001:4860:0:2001::68::333; 2001:4860:0:2001::68:?->333/tcp",
                "::1:80:80; ::1:80->80/tcp",
                "::::80; [*]:?->80/tcp",
                "1234/tcp 2345/udp 3456/sctp; *:?->1234/tcp [*]:?->1234/tcp *:?->2345/udp [*]:?->2345/udp"
                        + " *:?->3456/sctp [*]:?->3456/sctp",
                "1234-1236/tcp; *:?->1234/tcp [*]:?->1234/tcp *:?->1235/tcp [*]:?->1235/tcp *:?->1236/tcp"
                        + " [*]:?->1236/tcp",
                "192.168.1.100::80; 192.168.1.100:?->80/tcp",
                "192.168.1.100:8080:80; 192.168.1.100:8080->80/tcp",
                "192.168.1.100::6000/udp; 192.168.1.100:?->6000/udp",
                "65535; *:?->65535/tcp [*]:?->65535/tcp",
                "9800-9803:80-83; *:9800->80/tcp [*]:9800->80/tcp *:9801->81/tcp [*]:9801->81/tcp"
                        + " *:9802->82/tcp [*]:9802->82/tcp *:9803->83/tcp [*]:9803->83/tcp",
            })
    void everyShortForm(String specs, String expected) {
        assertEquals(
                expected,
                published(specs).stream().map(PublishedSpecsTest::text).collect(Collectors.joining(" ")));
    }

    @Test
    void aRangeOfHostPortsThatIsLikeOpenOnes() {
        assertEquals(
                List.of(49153, 49153, 49154, 49154),
                published("49153-49154:3002-3003").stream()
                        .map(ResolvedPort::hostPort)
                        .toList());
    }

    @Test
    void aPortThatIsWrittenTwiceIsOneAndAnotherProtocolAnother() {
        List<ResolvedPort> five = published("9080:80 9081:81 9080:80 5000 6060:6060/udp 9080:6060/udp").stream()
                .filter(port -> port.family().bits() == 32)
                .toList();
        assertEquals(
                "*:9080->80/tcp *:9081->81/tcp *:?->5000/tcp *:6060->6060/udp *:9080->6060/udp",
                five.stream().map(PublishedSpecsTest::text).collect(Collectors.joining(" ")));
    }

    @Test
    void openPortsOfOneContainerDiffer() {
        List<Integer> ports = published("1234-1333").stream()
                .map(ResolvedPort::hostPort)
                .distinct()
                .toList();
        assertEquals(100, ports.size());
        assertTrue(ports.stream().allMatch(port -> port >= 49153));
    }
}
