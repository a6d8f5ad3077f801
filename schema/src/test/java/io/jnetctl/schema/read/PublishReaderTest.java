package io.jnetctl.schema.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.schema.PublishedPort;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishReaderTest {
    /** HOST_IP|HOST_PORTS|PORT/PROTOCOL, separated by spaces. */
    private static String print(List<PublishedPort> ports) {
        return ports.stream()
                .map(p -> (p.hostIp() == null ? "" : p.hostIp())
                        + "|"
                        + (p.hostPorts() == null ? "" : p.hostPorts())
                        + "|"
                        + p.target())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "80;                          ||80/tcp",
                "80:8080;                     |80|8080/tcp",
                "22:22;                       |22|22/tcp",
                "80-90:8080;                  |80-90|8080/tcp",
                "8080:80/tcp;                 |8080|80/tcp",
                "80:8080/UDP;                 |80|8080/udp",
                "80-81:8080-8081/tcp;         |80|8080/tcp |81|8081/tcp",
                "80-82:8080-8082/udp;         |80|8080/udp |81|8081/udp |82|8082/udp",
                "80-82:8080/udp;              |80-82|8080/udp",
                "80-80:8080/tcp;              |80|8080/tcp",
                "1.1.1.1:80:80;               1.1.1.1|80|80/tcp",
                "0.0.0.0:1234-1235:3333-3334; 0.0.0.0|1234|3333/tcp 0.0.0.0|1235|3334/tcp",
                "'[2001:4860:0:2001::68]::333'; 2001:4860:0:2001::68||333/tcp",
                "'[::1]:80:80';               ::1|80|80/tcp",
                "2001:4860:0:2001::68::333;   2001:4860:0:2001::68||333/tcp",
                "'::1:80:80';                 ::1|80|80/tcp",
                "'::::80';                    ::||80/tcp",
                "3456/sctp;                   ||3456/sctp",
                "1234-1236;                   ||1234/tcp ||1235/tcp ||1236/tcp",
                "192.168.1.100::80;           192.168.1.100||80/tcp",
                "192.168.1.100:8080:80;       192.168.1.100|8080|80/tcp",
                "192.168.1.100::6000/udp;     192.168.1.100||6000/udp",
                "65535;                       ||65535/tcp",
                "9800-9802:80-82;             |9800|80/tcp |9801|81/tcp |9802|82/tcp",
            })
    void readsEveryShortForm(String spec, String ports) {
        assertEquals(
                ports,
                print(Manifests.container("publish", "[\"" + spec + "\"]").publish()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "22:22; |22|22/tcp",
                "12:30; |12|30/tcp",
                "59:59; |59|59/tcp",
                "80; ||80/tcp",
                "3000:3000/udp; |3000|3000/udp"
            })
    void readsPlainScalarsAsWrittenAndNotAsTimesOfYaml11(String spec, String ports) {
        assertEquals(
                ports, print(Manifests.container("publish", "\n    - " + spec).publish()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{target: 53}; ||53/tcp",
                "{target: 53, published: 5353, protocol: udp, host_ip: 0.0.0.0}; 0.0.0.0|5353|53/udp",
                "{target: 80, published: 8000-8010}; |8000-8010|80/tcp",
                "{target: 80-81, published: 90-91}; |90|80/tcp |91|81/tcp",
            })
    void readsTheLongForm(String spec, String ports) {
        assertEquals(
                ports, print(Manifests.container("publish", "[" + spec + "]").publish()));
    }

    @Test
    void dropsAPortThatIsWrittenTwiceButNotOneOfAnotherProtocol() {
        assertEquals(
                "|9080|80/tcp |9081|81/tcp ||5000/tcp |6060|6060/udp |9080|6060/udp",
                print(Manifests.container(
                                "publish", "[9080:80, 9081:81, 9080:80, 5000, 6060:6060/udp, 9080:6060/udp, 5000]")
                        .publish()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; \"0\" is not a port",
                "65536; \"65536\" is not a port",
                "80/icmp; port \"80/icmp\": \"icmp\" is not a protocol",
                "80-90:8080-8081; port \"80-90:8080-8081\": the ranges differ in length: 11 host ports (80-90) for 2",
                "90-80:80; port \"90-80:80\": port range 90-80 ends before it starts",
                "localhost:80:80; port \"localhost:80:80\": \"localhost\" is not an IP address",
                "':80'; port \":80\": \"\" is not a port",
                "'80:'; port \"80:\": \"\" is not a port",
                "080; \"080\" is not a port",
                "1.2.3.4:80; port \"1.2.3.4:80\": \"1.2.3.4\" is not a port",
            })
    void saysWhatIsWrongWithAPort(String spec, String message) {
        String fault = Manifests.faults("containers: {web: {publish: [\"" + spec + "\"]}}")
                .getFirst();
        assertTrue(fault.startsWith(message), fault);
    }

    @Test
    void refusesRangesThatStandForTooManyPorts() {
        String many = "\"1-65535\", ".repeat(200);
        String fault =
                Manifests.faults("containers: {web: {expose: [" + many + "]}}").getFirst();
        assertEquals("the port ranges so far stand for more than 500000 ports", fault);
    }
}
