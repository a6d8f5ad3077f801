package io.jnetctl.golden.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.golden.Console;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.testing.MemoryKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds docs/firewall.md to the code; {@code -Dapprove} writes it anew. */
class FirewallPageTest {
    private static final Path PAGE = Path.of("../docs/firewall.md");
    private static final Path REASONS = Path.of("pages/firewall.txt");
    private static final Path EXAMPLES = Path.of("../manifests/examples");

    @Test
    void thePageExplainsTheRulesThatTheCodeMakes() throws IOException {
        MemoryKernel kernel = new MemoryKernel();
        kernel.outside().introduceSysctl(Netns.HOST, "net.bridge.bridge-nf-call-iptables", "1");
        Console.Ended applied = new Console(() -> kernel, EXAMPLES).run("apply", "--yes", "-f", "ports.yaml");
        assertEquals(0, applied.exit(), applied.all());
        Observed host = kernel.observe(new Scope(Set.of("office"), Map.of(), Set.of()));
        String page = FirewallPage.of(host, Files.readString(EXAMPLES.resolve("ports.yaml")), Reasons.read(REASONS));
        if (System.getProperty("approve") != null) {
            Files.writeString(PAGE, page);
        }
        assertEquals(
                page,
                Files.readString(PAGE),
                "docs/firewall.md is behind the code: run this test with -Dapprove, and read it");
    }
}
