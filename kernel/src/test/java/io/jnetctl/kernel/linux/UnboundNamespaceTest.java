package io.jnetctl.kernel.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.LockHolder;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import io.jnetctl.kernel.linux.sys.Mounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The file of a namespace that a killed process left, before or after the namespace was bound to it. */
final class UnboundNamespaceTest {
    private static final LockHolder SELF = new LockHolder(1, "test", "root");
    private static final Path FOREIGN = Path.of("/run/netns/blue");

    @Test
    void goesWithTheLockOfTheNextWhereAJournalTellsOfAKill() throws Exception {
        RealHost.run(host -> {
            host.add(RealHost.WEB, RealHost.namespace());
            Mounts.detach("/run/netns/shop.web");
            Files.createFile(FOREIGN);
            host.kernel().lock(SELF, Duration.ZERO).close();
            assertEquals(List.of("blue", "shop.web"), NetnsFiles.names(), "nobody was killed");

            host.kernel().journal().write("killed");
            host.kernel().lock(SELF, Duration.ZERO).close();
            assertEquals(List.of("blue"), NetnsFiles.names());
            assertTrue(Files.exists(FOREIGN), "as ip-netns leaves it for a moment");
        });
    }

    @Test
    void aNamespaceThatIsThereStays() throws Exception {
        RealHost.run(host -> {
            host.add(RealHost.WEB, RealHost.namespace());
            host.kernel().journal().write("killed");
            host.kernel().lock(SELF, Duration.ZERO).close();
            host.assertHas(RealHost.namespace(), RealHost.WEB);
            host.execute(new Operation.Remove(RealHost.namespace()));
            assertEquals(List.of(), NetnsFiles.names());
        });
    }
}
