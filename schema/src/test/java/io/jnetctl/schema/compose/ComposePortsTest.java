package io.jnetctl.schema.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposePortsTest {
    private static String published(String ports) {
        return ComposeProjects.facts(ComposeProjects.stack("services: {web: {ports: [" + ports + "]}}"))
                .replace("net default; web on default ", "")
                .replace("publish=", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "80; ||80/tcp",
                "80:8080; |80|8080/tcp",
                "80-90:8080; |80-90|8080/tcp",
                "8080:80/tcp; |8080|80/tcp",
                "80:8080/udp; |80|8080/udp",
                "80-81:8080-8081/tcp; |80|8080/tcp |81|8081/tcp",
                "80-82:8080-8082/udp; |80|8080/udp |81|8081/udp |82|8082/udp",
                "80-82:8080/udp; |80-82|8080/udp",
                "80-80:8080/tcp; |80|8080/tcp",
                "1.1.1.1:80:80; 1.1.1.1|80|80/tcp",
                "0.0.0.0:1234-1235:3333-3334/tcp; 0.0.0.0|1234|3333/tcp 0.0.0.0|1235|3334/tcp",
                "[2001:4860:0:2001::68]::333; 2001:4860:0:2001::68||333/tcp",
                "[::1]:80:80; ::1|80|80/tcp",
                "2001:4860:0:2001::68::333; 2001:4860:0:2001::68||333/tcp",
                "::1:80:80; ::1|80|80/tcp",
                "::::80; ::||80/tcp",
                "1234-1236/tcp; ||1234/tcp ||1235/tcp ||1236/tcp",
                "3456/sctp; ||3456/sctp",
                "192.168.1.100::80; 192.168.1.100||80/tcp",
                "192.168.1.100:8080:80; 192.168.1.100|8080|80/tcp",
                "192.168.1.100::6000/udp; 192.168.1.100||6000/udp",
                "65535; ||65535/tcp",
                "9800-9803:80-83; |9800|80/tcp |9801|81/tcp |9802|82/tcp |9803|83/tcp",
                "49153-49154:3002-3003; |49153|3002/tcp |49154|3003/tcp",
            })
    void readsEveryShortForm(String spec, String ports) {
        assertEquals(ports, published("'" + spec + "'"));
    }

    @Test
    void dropsARepeatedPortButNotOneOfAnotherProtocol() {
        assertEquals(
                "|9080|80/tcp |9081|81/tcp ||5000/tcp |6060|6060/udp |9080|6060/udp",
                published("'9080:80', '9081:81', '9080:80', 5000, '6060:6060/udp', '9080:6060/udp'"));
    }
}
