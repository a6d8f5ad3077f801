package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanCommandTest {
    @TempDir
    private Path directory;

    private TestRun shop() {
        return new TestRun(directory).with("stack.yaml", TestRun.SHOP).applied();
    }

    @Test
    void containersOfOneNetworkReachEachOther() {
        assertEquals(new TestRun.Said(0, """
                        yes: web and db are both in front
                          sent  10.10.0.2 -> 10.10.0.3
                        """, ""), shop().run("can", "web", "shop/db:5432"));
    }

    @Test
    void aHostWithoutAnUplinkIsNotReachedFromOutside() {
        assertEquals(
                new TestRun.Said(2, "no: no link of this host leads outside\n", ""),
                shop().run("can", "outside", "host:80"));
        assertEquals(new TestRun.Said(0, "Nothing of this host is reached from outside.\n", ""), shop().run("exposed"));
    }

    @Test
    void answersInJson() throws IOException {
        JsonNode root = JsonMapper.builder()
                .build()
                .readTree(shop().run("can", "web", "db:53/udp", "--format", "json")
                        .out());
        assertEquals("yes", root.get("answer").asText());
        assertEquals("53/udp", root.get("port").asText());
        assertEquals("10.10.0.3", root.at("/findings/0/destination").asText());
    }

    @Test
    void suggestsTheNearestContainer() {
        assertEquals(
                new TestRun.Said(1, "", "error: no container \"wbe\" on this host\n  hint: did you mean \"web\"?\n"),
                shop().run("can", "wbe", "db"));
    }

    @Test
    void refusesPortsThatAreNone() {
        TestRun.Said said = shop().run("can", "web", "db:70000");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().contains("\"70000\" is not a port"), said.err());
        assertEquals(1, shop().run("can", "web:80", "db").exitCode());
    }

    @Test
    void takesAddressesOfBothFamilies() {
        assertEquals(0, shop().run("can", "web", "10.10.0.3:80").exitCode());
        assertEquals(2, shop().run("can", "web", "[fd00::5]:80").exitCode());
        assertEquals(2, shop().run("can", "web", "fd00::5").exitCode());
    }
}
