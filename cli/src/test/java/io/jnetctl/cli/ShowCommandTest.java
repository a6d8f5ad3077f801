package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {
    @TempDir
    private Path directory;

    private TestRun shop() {
        return new TestRun(directory).with("stack.yaml", TestRun.SHOP).applied().with("stack.yaml", "not needed: [");
    }

    @Test
    void showsNetworksAndContainersOfAStack() {
        assertEquals("""
                stack shop

                NETWORK  BRIDGE    SUBNET        GATEWAY    MTU   CONTAINERS
                front    br-front  10.10.0.0/24  10.10.0.1  1500  2

                CONTAINER  INTERFACE  NETWORK  ADDRESS       MAC                NAMESPACE
                db         eth0       front    10.10.0.3/24  02:42:0a:0a:00:03  /run/netns/shop.db
                web        eth0       front    10.10.0.2/24  02:42:0a:0a:00:02  /run/netns/shop.web
                """, shop().run("show", "shop").out());
    }

    @Test
    void showsAllAboutAContainer() {
        String out = shop().run("show", "shop/web").out();
        assertTrue(out.startsWith("container shop/web\nnamespace  /run/netns/shop.web  (0 processes)\n"), out);
        assertTrue(out.contains("\n/etc/netns/shop.web/hosts\n10.10.0.2 web\n"), out);
        assertTrue(out.contains("\nDB_PORT=tcp://10.10.0.3:5432\n"), out);
    }

    @Test
    void saysThatAHostHasNoStacks() {
        TestRun.Said said = new TestRun(directory).run("show");
        assertEquals(0, said.exitCode());
        assertTrue(said.out().startsWith("No stacks on this host.\n"), said.out());
    }

    @Test
    void printsJson() throws IOException {
        JsonNode root = JsonMapper.builder()
                .build()
                .readTree(shop().run("show", "--format", "json").out());
        assertEquals(1, root.get("format_version").asInt());
        JsonNode web = root.get("stacks").get(0).get("containers").get(1);
        assertEquals("web", web.get("name").asText());
        assertEquals("/run/netns/shop.web", web.get("netns").asText());
        assertEquals("10.10.0.2/24", web.at("/interfaces/0/addresses/0").asText());
    }

    @Test
    void suggestsTheNearestName() {
        TestRun run = shop();
        assertEquals(
                new TestRun.Said(1, "", "error: no stack \"shap\" on this host\n  hint: did you mean \"shop\"?\n"),
                run.run("show", "shap"));
        assertEquals(
                new TestRun.Said(1, "", "error: no container \"wbe\" in stack shop\n  hint: did you mean \"web\"?\n"),
                run.run("show", "shop/wbe"));
    }

    @Test
    void printsLinkVariablesAsAnEnvFile() {
        TestRun.Said said = shop().run("env", "shop/web");
        assertTrue(said.out().startsWith("DB_ENV_PG=9\nDB_NAME=/web/db\nDB_PORT=tcp://10.10.0.3:5432\n"), said.out());
    }

    @Test
    void printsNoVariablesOfAContainerWithoutLinks() {
        assertEquals(new TestRun.Said(0, "", ""), shop().run("env", "shop/db"));
    }

    @Test
    void printsHostsAsTheyStandInTheFile() {
        String out = shop().run("hosts", "shop/db").out();
        assertTrue(out.startsWith("10.10.0.3\tdb\n127.0.0.1\tlocalhost\n"), out);
    }

    @Test
    void refusesAContainerWithoutItsStack() {
        assertEquals(
                new TestRun.Said(
                        1,
                        "",
                        "error: \"web\" does not name a container\n  hint: write STACK/CONTAINER, such as shop/web\n"),
                shop().run("env", "web"));
    }
}
