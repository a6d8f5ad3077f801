package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.resolve.PublishedRule;
import io.jnetctl.reconciler.resolve.PublishedRule.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of published ports, from their rules alone. */
class PortCommandTest {
    @TempDir
    private Path directory;

    private TestRun shop;

    @BeforeEach
    void apply() {
        shop = new TestRun(directory).with("stack.yaml", TestRun.SHOP).applied().with("stack.yaml", "not needed: [");
        publish(new Source.Anyone(), "", "49155", "10.10.0.2", 5000);
        publish(new Source.Anyone(), "", "49155", "fd00::2", 5000);
        publish(new Source.Block(Cidr.parse("192.0.2.0/24")), "127.0.0.1", "53/udp", "10.10.0.2", 53);
        publish(new Source.Host(), "127.0.0.1", "53/udp", "10.10.0.2", 53);
        publish(new Source.Anyone(), "", "8080", "10.10.0.2", 80);
    }

    private void publish(Source source, String hostIp, String hostPort, String target, int targetPort) {
        IpAddress to = IpAddress.parse(target);
        PublishedRule published = new PublishedRule(
                to.family(), source, IpAddress.tryParse(hostIp).orElse(null), Port.parse(hostPort), to, targetPort);
        Chain chain = new Chain(to.family(), "nat", "JNET-TEST");
        shop.memory.execute(List.of(new Operation.Add(chain, new Owner("*", "nat"))));
        Rule rule = new Rule(to.family(), "nat", "JNET-TEST", published.arguments(), null);
        assertEquals(
                List.of(Outcome.DONE), shop.memory.execute(List.of(new Operation.Add(rule, new Owner("shop", "web")))));
    }

    @Test
    void printsALineABinding() {
        assertEquals(new TestRun.Said(0, """
                80/tcp -> 0.0.0.0:8080
                5000/tcp -> 0.0.0.0:49155
                5000/tcp -> [::]:49155
                53/udp -> 127.0.0.1:53
                """, ""), shop.run("port", "shop/web"));
    }

    @Test
    void printsTheAddressesOfOnePort() {
        assertEquals(new TestRun.Said(0, "0.0.0.0:49155\n[::]:49155\n", ""), shop.run("port", "shop/web", "5000"));
        assertEquals(new TestRun.Said(0, "127.0.0.1:53\n", ""), shop.run("port", "shop/web", "53/udp"));
    }

    @Test
    void refusesAPortThatIsNotPublished() {
        assertEquals(new TestRun.Said(1, "", """
                error: container shop/web does not publish 53/tcp
                  hint: it publishes 80/tcp, 5000/tcp, 53/udp
                """), shop.run("port", "shop/web", "53"));
        assertEquals(new TestRun.Said(1, "", """
                error: container shop/db does not publish 53/tcp
                  hint: it publishes nothing
                """), shop.run("port", "shop/db", "53/tcp"));
        assertEquals(new TestRun.Said(1, "", """
                error: "http" is not a port: expected a whole number from 1 to 65535
                  hint: write a port such as 80 or 53/udp
                """), shop.run("port", "shop/web", "http"));
    }

    @Test
    void printsNothingOfAContainerThatPublishesNothing() {
        assertEquals(new TestRun.Said(0, "", ""), shop.run("port", "shop/db"));
        assertEquals(1, shop.run("port", "shop/bd").exitCode());
    }

    @Test
    void showsWhatIsPublishedAndWithAManifestWhatIsExposed() {
        String out = shop.run("show", "shop").out();
        assertTrue(out.endsWith("""

                CONTAINER  PUBLISHED
                web        0.0.0.0:8080->80/tcp, 0.0.0.0:49155->5000/tcp, [::]:49155->5000/tcp, 127.0.0.1:53->53/udp
                """), out);
        shop.with("shop.yaml", TestRun.SHOP);
        String exposed = shop.run("show", "shop", "-f", "shop.yaml").out();
        assertTrue(exposed.contains("""

                CONTAINER  EXPOSED   PUBLISHED
                db         5432/tcp  -
                web        -         0.0.0.0:8080->80/tcp,"""), exposed);
    }

    @Test
    void showsThePortsOfAContainer() {
        shop.with(
                "shop.yaml",
                TestRun.SHOP.replace("links: [db]", "links: [db], expose: [9000], publish: [\"8080:80\"]"));
        String out = shop.run("show", "shop/web", "-f", "shop.yaml").out();
        assertTrue(out.contains("""

                PORT      PUBLISHED
                80/tcp    0.0.0.0:8080
                5000/tcp  0.0.0.0:49155, [::]:49155
                9000/tcp  -
                53/udp    127.0.0.1:53
                """), out);
    }

    @Test
    void showsPortsAsJson() throws IOException {
        shop.with("shop.yaml", TestRun.SHOP);
        JsonNode containers = JsonMapper.builder()
                .build()
                .readTree(
                        shop.run("show", "-f", "shop.yaml", "--format", "json").out())
                .at("/stacks/0/containers");
        assertEquals("[\"5432/tcp\"]", containers.get(0).get("exposed").toString());
        assertEquals("[]", containers.get(0).get("published").toString());
        assertEquals(
                "{\"port\":80,\"protocol\":\"tcp\",\"host_ip\":\"0.0.0.0\",\"host_port\":8080}",
                containers.get(1).get("published").get(0).toString());
        JsonNode without = JsonMapper.builder()
                .build()
                .readTree(shop.run("show", "--format", "json").out())
                .at("/stacks/0/containers");
        assertTrue(!without.get(0).has("exposed"), without.toString());
    }
}
