package io.jnetctl.schema.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComposeFilesTest {
    private static Arguments web(String settings, String facts) {
        return Arguments.of("services: {web: {image: x, " + settings + "}}", "net default; web on default" + facts);
    }

    private static Arguments networks(String networks, String facts) {
        return Arguments.of("services: {web: {networks: [a]}}\nnetworks: {a: " + networks + "}", facts + "; web on a");
    }

    static Stream<Arguments> good() {
        return Stream.of(
                web(
                        "ports: [80, '8080:80', '127.0.0.1::443/tcp', 53:53/udp]",
                        " publish=||80/tcp publish=|8080|80/tcp publish=127.0.0.1||443/tcp publish=|53|53/udp"),
                web("ports: [':80', ':81:82', '::83']", " publish=||80/tcp publish=|81|82/tcp publish=||83/tcp"),
                web(
                        "ports: [{target: 80, published: '8080', host_ip: '[::1]', protocol: tcp, mode: host, name: n}]",
                        " publish=::1|8080|80/tcp"),
                web(
                        "ports: [{target: 80, published: '', app_protocol: http}, {target: 81, published: 0}]",
                        " publish=||80/tcp publish=||81/tcp"),
                web("expose: [9000, '7000-7001/udp']", " expose=9000/tcp expose=7000/udp expose=7001/udp"),
                Arguments.of("services: {web: {hostname: www}}", "net default; web hostname=www on default"),
                web("environment: {A: 1, B: true, C: ''}", " A=1 B=true C="),
                web("environment: [A=1, B=x=y]", " A=1 B=x=y"),
                web(
                        "extra_hosts: ['a=192.0.2.1', 'b:[2001:db8::1]', 'c:::1', 'd:host-gateway']",
                        " host=a>192.0.2.1 host=b>2001:db8::1 host=c>::1 host=d>gateway"),
                web("extra_hosts: {a: [192.0.2.1, 192.0.2.2]}", " host=a>192.0.2.1 host=a>192.0.2.2"),
                web("dns: 192.0.2.53, dns_search: [a.example, .]", " dns=192.0.2.53 search=a.example search=."),
                web("sysctls: [net.core.somaxconn=1024, kernel.msgmax=1]", " net.core.somaxconn=1024"),
                web("build: ., volumes: [/x], command: y, deploy: {replicas: 1}, restart: 'no', x-mine: 1", ""),
                Arguments.of(
                        "services: {web: {mac_address: '02:00:00:00:00:01'}}",
                        "net default; web on default,02:00:00:00:00:01"),
                Arguments.of(
                        "services: {web: {container_name: shop-web}, app: {links: [web, 'web:www']}}",
                        "net default; shop-web on default,@web; app on default link=shop-web:web link=shop-web:www"),
                Arguments.of(
                        "services: {a: {external_links: ['db:sql']}, b: {container_name: db}}",
                        "net default; a on default link=db:sql; db on default,@b"),
                Arguments.of(
                        "services: {web: {networks: {a: {priority: 1}, b: {priority: 5, aliases: [x, web]}}}}\n"
                                + "networks: {a: , b: }",
                        "net a; net b; web on b,@x on a"),
                Arguments.of(
                        "services: {web: {networks: {a: {ipv4_address: 10.1.0.5, ipv6_address: 'fd00::5', gw_priority: 7,"
                                + " interface_name: lan0, mac_address: '02:00:00:00:00:01'}}}}\n"
                                + "networks: {a: {ipam: {config: [{subnet: 10.1.0.0/24}, {subnet: 'fd00::/64'}]}}}",
                        "net a subnet=10.1.0.0/24 subnet=fd00::/64 ipv6;"
                                + " web on a,10.1.0.5,fd00::5,02:00:00:00:00:01,lan0,gw7"),
                networks(
                        "{ipam: {driver: default, config: [{subnet: 10.1.0.0/24, gateway: 10.1.0.9, ip_range:"
                                + " 10.1.0.128/25, aux_addresses: {r: 10.1.0.3}}]}}",
                        "net a subnet=10.1.0.0/24 gw=10.1.0.9 range=10.1.0.128/25 reserved=10.1.0.3"),
                networks("{internal: 'true', enable_ipv6: true, attachable: true, labels: [x]}", "net a internal ipv6"),
                networks(
                        "{enable_ipv6: false, ipam: {config: [{subnet: 10.1.0.0/24}, {subnet: 'fd00::/64'}]}}",
                        "net a subnet=10.1.0.0/24"),
                networks(
                        "{driver_opts: {com.docker.network.driver.mtu: '1400', com.docker.network.bridge.name: br-a,"
                                + " com.docker.network.bridge.enable_icc: 'false',"
                                + " com.docker.network.bridge.enable_ip_masquerade: 'false'}}",
                        "net a no-icc no-masquerade mtu=1400 bridge=br-a"),
                networks("{external: true, name: br0}", "net a bridge=br0 external=br0"),
                networks("{external: {name: other_front}}", "net a external=other/front"),
                networks("{external: true, name: other/front}", "net a external=other/front"),
                Arguments.of(
                        "services: {web: {networks: [a]}}\nnetworks: {a: {external: true, name: bridge}}",
                        "net bridge; web on bridge"),
                Arguments.of(
                        "services: {web: {networks: [a]}}\nnetworks: {a: {external: true, name: host}}", "web Host[]"),
                Arguments.of(
                        "services: {a: {network_mode: bridge}, b: {network_mode: host}, c: {network_mode: none},"
                                + " d: {network_mode: 'service:a'}, e: {network_mode: 'container:a'}}",
                        "net bridge; a on bridge; b Host[]; c None[]; d SharedWith[container=a];"
                                + " e SharedWith[container=a]"),
                Arguments.of("services: {web: }\nnetworks: {unused: }", "net default; web on default"),
                Arguments.of(
                        "services: {web: }\nnetworks: {default: {internal: true}}",
                        "net default internal; web on default"),
                Arguments.of(
                        "web: {image: x, links: [db]}\ndb: {build: .}",
                        "net bridge; web on bridge link=db:db; db on bridge"),
                Arguments.of("web: {image: x, net: host}", "web Host[]"),
                Arguments.of(
                        "x-a: &a {expose: [1]}\nservices: {web: {<<: *a, ports: [2]}}",
                        "net default; web on default expose=1/tcp publish=||2/tcp"),
                Arguments.of("services: {web: {scale: 0}, db: }", "net default; db on default"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void honoursWhatIsAboutNetworks(String text, String facts) {
        assertEquals(facts, ComposeProjects.facts(ComposeProjects.stack(text)));
    }

    private static Arguments refused(String text, String... complaints) {
        return Arguments.of(text, List.of(complaints));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                refused("services: {web: {port: [80]}}", "warning 1:18 unknown key \"port\" in a service"),
                refused("services: {web: }\nserivces: {}", "warning 2:1 unknown key \"serivces\" in a compose file"),
                refused("services: {web: {dns_opt: [x]}}", "warning 1:18 dns_opt of service web cannot be honoured"),
                refused("services: {web: {scale: 3}}", "warning 1:18 service web asks for 3 containers: one is made"),
                refused(
                        "services: {web: {deploy: {replicas: 2}}}",
                        "warning 1:27 service web asks for 2 containers: one is made"),
                refused(
                        "services: {web: {external_links: [other:db]}}",
                        "warning 1:35 external link \"other:db\" of service web cannot be honoured"),
                refused(
                        "services: {web: {networks: {default: {link_local_ips: [169.254.0.1]}}}}",
                        "warning 1:39 link_local_ips of network default of service web cannot be honoured"),
                refused(
                        "services: {web: {networks: [a]}}\nnetworks: {a: {driver: macvlan, ipam: {driver: dhcp}}}",
                        "warning 2:16 driver macvlan of network a cannot be honoured",
                        "warning 2:40 ipam driver dhcp of network a cannot be honoured"),
                refused(
                        "services: {web: {networks: [a]}}\nnetworks: {a: {driver_opts: {x: y}}}",
                        "warning 2:30 driver option x of network a cannot be honoured"),
                refused(
                        "services: {web: {networks: [b]}}",
                        "error 1:29 container web is on network b, which is not declared"),
                refused(
                        "services: {web: {network_mode: host, networks: [a]}}\nnetworks: {a: }",
                        "error 1:38 service web has both network_mode and networks, which exclude each other"),
                refused(
                        "services: {web: {network_mode: host, ports: [80:80]}}",
                        "error 1:38 ports of service web conflicts with its network_mode: host"),
                refused(
                        "services: {web: {network_mode: 'service:db', extra_hosts: ['a:192.0.2.1'], dns: 192.0.2.1,"
                                + " mac_address: '02:00:00:00:00:01'}, db: }",
                        "error 1:46 extra_hosts of service web conflicts with its network_mode: service:db",
                        "error 1:76 dns of service web conflicts with its network_mode: service:db",
                        "error 1:92 mac_address of service web conflicts with its network_mode: service:db"),
                refused(
                        "services: {web: {network_mode: 'service:bd'}, db: }",
                        "error 1:18 service web shares the network of service bd, which does not exist"),
                refused(
                        "services: {web: {network_mode: 'container:far'}, db: {links: [web]}}",
                        "warning 1:18 service web shares the network of container far, which is not of this project",
                        "warning 1:63 link of service db links service web cannot be honoured"),
                refused(
                        "services: {web: {links: [db]}}",
                        "error 1:26 container web links container db, which does not exist"),
                refused(
                        "services: {web: {extra_hosts: ['::::1', '=::1']}}",
                        "error 1:32 bad host name: \"\" is not a host name: expected parts of at most 63 letters, digits,"
                                + " '-' and '_' with a '.' between, at most 253",
                        "error 1:41 bad host name: \"\" is not a host name: expected parts of at most 63 letters, digits,"
                                + " '-' and '_' with a '.' between, at most 253"),
                refused(
                        "services: {a: {container_name: x}, b: {container_name: x}}",
                        "error 1:36 two services have a container named \"x\""),
                refused("services: [web]", "error 1:11 expected a mapping of services, got a list"),
                refused(
                        "services: {web: 5}",
                        "error 1:17 expected a mapping with the keys of a service, got the number 5"),
                refused(
                        "name: Shop!\nservices: {web: }",
                        "error 1:7 \"Shop!\" is not a stack's name: expected at most 32 of a-z, 0-9, '_' and '-', a"
                                + " letter or digit first"),
                refused(
                        "services: {web: {environment: {A: \"a\\nb\"}}}",
                        "warning 1:32 variable \"A\" is not handed on by links: it has several lines"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhatCannotBeHonouredAndWhere(String text, List<String> complaints) {
        assertEquals(complaints, ComposeProjects.complaints(ComposeProjects.read(text)));
    }

    @Test
    void namesTheStackAsComposeNamesTheProject() {
        assertEquals("shop", ComposeProjects.stack("services: {web: }").name());
        assertEquals(
                "mine", ComposeProjects.stack("name: mine\nservices: {web: }").name());
        assertEquals(
                "theirs",
                ComposeProjects.only(ComposeProjects.read(
                                "name: mine\nservices: {web: }", Map.of("COMPOSE_PROJECT_NAME", "theirs"), Map.of()))
                        .name());
        assertEquals("myshop-2_x", ProjectName.normalised("_My Shop.-2_x"));
    }

    @Test
    void aNetworkIsKnownToOtherFilesByItsNameInBoth() {
        var result = ComposeProjects.readAll(Map.of(
                "a/compose.yaml", "services: {web: {networks: [front]}}\nnetworks: {front: {name: proxy}}",
                "b/compose.yaml", "services: {web: {networks: [proxy]}}\nnetworks: {proxy: {external: true}}"));
        assertEquals(List.of(), ComposeProjects.complaints(result));
        assertEquals(
                "net proxy external=a/front; web on proxy",
                ComposeProjects.facts(result.manifest().stack("b").orElseThrow()));
    }

    @Test
    void readsTheExample() throws IOException {
        String text = Files.readString(Path.of("../manifests/examples/compose/compose.yaml"));
        assertEquals(
                "net front mtu=1400; net back subnet=10.60.1.0/24 internal;"
                        + " web on front,@www on back publish=|8080|80/tcp link=guestbook-db:database"
                        + " host=mail>192.0.2.25;"
                        + " guestbook-db on back,10.60.1.10,@db expose=5432/tcp PG_VERSION=17",
                ComposeProjects.facts(ComposeProjects.stack(text)));
    }

    @Test
    void aDocumentWithItsOwnVersionIsNeverTakenForAComposeFile() {
        assertEquals(
                List.of("error 3:1 unknown key \"services\" in a manifest"),
                ComposeProjects.complaints(
                        ComposeProjects.read("apiVersion: jnetctl/v1\nstack: shop\nservices: {web: }")));
    }
}
