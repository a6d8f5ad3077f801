package io.jnetctl.schema.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** extends, include and profiles. */
class CompositionTest {
    private static String facts(String text, Map<String, String> files) {
        return ComposeProjects.facts(ComposeProjects.only(ComposeProjects.read(text, Map.of(), files)));
    }

    private static List<String> complaints(String text, Map<String, String> files) {
        return ComposeProjects.complaints(ComposeProjects.read(text, Map.of(), files));
    }

    @Test
    void anExtensionAddsToListsAndMappingsAndReplacesTheRest() {
        String text = """
                services:
                  base:
                    hostname: base
                    ports: [80]
                    environment: [A=1, B=1]
                    networks: [default]
                    dns: 192.0.2.1
                  web:
                    extends: base
                    hostname: web
                    ports: [81]
                    environment: {B: 2}
                    networks: {default: {aliases: [www]}}
                    dns: [192.0.2.2]
                """;
        assertEquals(
                "net default; base on default publish=||80/tcp A=1 B=1 dns=192.0.2.1;"
                        + " web on default,@www publish=||80/tcp publish=||81/tcp A=1 B=2 dns=192.0.2.1 dns=192.0.2.2",
                facts(text, Map.of()));
    }

    @Test
    void aServiceOfAnotherFileIsExtendedWithItsOwnFilesOfVariables() {
        String text = "services: {web: {extends: {file: common/base.yaml, service: app}, ports: [81]}}";
        String base = "services: {app: {extends: root, env_file: app.env}, root: {expose: [1]}}";
        assertEquals(
                "net default; web on default expose=1/tcp publish=||81/tcp A=1",
                facts(text, Map.of("shop/common/base.yaml", base, "shop/common/app.env", "A=1\n")));
    }

    @Test
    void resetDropsAndOverrideReplacesWhatIsInherited() {
        String text = """
                services:
                  base: {ports: [80], expose: [1], dns: 192.0.2.1}
                  web:
                    extends: {service: base}
                    ports: !reset []
                    expose: !override [2]
                """;
        assertEquals(
                "net default; base on default expose=1/tcp publish=||80/tcp dns=192.0.2.1;"
                        + " web on default expose=2/tcp dns=192.0.2.1",
                facts(text, Map.of()));
    }

    @Test
    void cyclesOfExtendsAreErrors() {
        assertEquals(
                List.of("error 1:33 service a extends itself: shop/compose.yaml:a -> shop/compose.yaml:b ->"
                        + " shop/compose.yaml:a"),
                complaints("services: {a: {extends: b}, b: {extends: a}}", Map.of()));
    }

    @Test
    void whatIsExtendedMustExist() {
        assertEquals(
                List.of("error 1:18 there is no service \"bse\" to extend in shop/compose.yaml"),
                complaints("services: {web: {extends: bse}, base: }", Map.of()));
        assertEquals(
                List.of("error 1:18 there is no file \"shop/none.yaml\""),
                complaints("services: {web: {extends: {file: none.yaml, service: x}}}", Map.of()));
        assertEquals(
                List.of("error 1:18 extends names no service"),
                complaints("services: {web: {extends: {file: none.yaml}}}", Map.of()));
    }

    @Test
    void anIncludedFileBringsItsServicesAndNetworksWithVariablesOfItsOwn() {
        assertEquals(
                "net back internal; db on back expose=5432/tcp; web on back",
                facts(
                        "include: [db/compose.yaml]\nservices: {web: {networks: [back]}}",
                        Map.of(
                                "shop/db/compose.yaml",
                                "services: {db: {networks: [back], expose: ['$PORT']}}\n"
                                        + "networks: {back: {internal: true}}",
                                "shop/db/.env",
                                "PORT=5432\n")));
    }

    @Test
    void includesMayNeitherRepeatNorContainThemselves() {
        assertEquals(
                List.of("error 2:12 service web is also in a file that is included"),
                complaints("include: [{path: b.yaml}]\nservices: {web: }", Map.of("shop/b.yaml", "services: {web: }")));
        assertEquals(
                List.of("error shop/b.yaml:1:11 file \"shop/compose.yaml\" includes itself: shop/compose.yaml ->"
                        + " shop/b.yaml -> shop/compose.yaml"),
                complaints("include: [b.yaml]", Map.of("shop/b.yaml", "include: [compose.yaml]")));
    }

    @Test
    void aServiceWithProfilesRunsOnlyWhenOneIsActive() {
        String text = "services: {web: , debug: {profiles: [dev, test]}}";
        assertEquals("net default; web on default", facts(text, Map.of()));
        String both = "net default; web on default; debug on default";
        assertEquals(both, facts(text, Map.of("shop/.env", "COMPOSE_PROFILES=x,dev\n")));
        assertEquals(both, facts(text, Map.of("shop/.env", "COMPOSE_PROFILES=*\n")));
    }

    @Test
    void whatIsNotActiveCannotBeLinkedOrShared() {
        assertEquals(
                List.of(
                        "error 1:26 service web links service db, which is not active",
                        "error 1:38 service app shares the network of service db, which is not active"),
                complaints(
                        "services: {web: {links: [db]}, app: {network_mode: 'service:db'}, db: {profiles: [x]}}",
                        Map.of()));
    }
}
