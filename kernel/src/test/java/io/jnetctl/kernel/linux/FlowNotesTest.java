package io.jnetctl.kernel.linux;

import static io.jnetctl.kernel.linux.RealHost.FRONT;
import static io.jnetctl.kernel.linux.RealHost.SHOP;
import static io.jnetctl.kernel.linux.RealHost.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No rule is changed as long as it is not noted which flows that will end. */
class FlowNotesTest {
    private static final Path NOTES = Path.of("/run/jnetctl/flows");
    private static final Chain PORTS = new Chain(Family.V4, "nat", "JNET-PORTS");
    private static final Rule PUBLISHED = new Rule(
            Family.V4,
            "nat",
            "JNET-PORTS",
            List.of("-p", "udp", "-m", "udp", "--dport", "5300", "-j", "DNAT", "--to-destination", "10.10.0.5:53"),
            null);

    @Test
    void aNoteThatCannotBeWrittenFailsTheFirstRuleAndNothingBefore() throws Exception {
        RealHost.run(host -> {
            Files.createDirectories(NOTES);
            Resource bridge = RealHost.bridge();
            List<Outcome> outcomes = host.kernel()
                    .execute(List.of(
                            new Operation.Add(bridge, FRONT),
                            new Operation.Add(PORTS, FRONT),
                            new Operation.Add(PUBLISHED, WEB)));
            assertEquals(Outcome.DONE, outcomes.getFirst());
            Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcomes.get(1));
            assertTrue(String.valueOf(failed.reason().getMessage()).contains("JNET-PORTS"), failed::toString);
            assertEquals(Outcome.NOT_RUN, outcomes.get(2));
            Files.delete(NOTES);
            assertFalse(host.kernel().observe(SHOP).get(PORTS.key()).isPresent());
        });
    }

    @Test
    void noNoteIsLeftWhenWhatComesBeforeTheRulesFails() throws Exception {
        RealHost.run(host -> {
            host.add(FRONT, RealHost.bridge());
            List<Outcome> outcomes = host.kernel()
                    .execute(List.of(
                            new Operation.Add(RealHost.bridge(), FRONT),
                            new Operation.Add(PORTS, FRONT),
                            new Operation.Add(PUBLISHED, WEB)));
            assertInstanceOf(Outcome.Failed.class, outcomes.getFirst());
            assertFalse(Files.exists(NOTES));
        });
    }
}
