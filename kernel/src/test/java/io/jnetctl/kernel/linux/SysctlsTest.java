package io.jnetctl.kernel.linux;

import static io.jnetctl.kernel.linux.RealHost.FRONT;
import static io.jnetctl.kernel.linux.RealHost.WEB;
import static io.jnetctl.kernel.linux.RealHost.WEB_NETNS;
import static io.jnetctl.kernel.linux.RealHost.bridge;
import static io.jnetctl.kernel.linux.RealHost.namespace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.Scope.SysctlName;
import io.jnetctl.kernel.resource.Sysctl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Settings of the real kernel. */
class SysctlsTest {
    private static final String FORWARD = "net.ipv4.ip_forward";
    private static final Owner STACK = new Owner("shop", "");

    @Test
    void aChangedSettingIsOursAndTakingItAwayPutsTheValueFromBeforeBack() throws Exception {
        RealHost.run(host -> {
            Sysctl before = new Sysctl(Netns.HOST, FORWARD, "0");
            Sysctl after = new Sysctl(Netns.HOST, FORWARD, "1");
            assertEquals(Optional.of(new Observed.Entry(before, null)), observe(host, Netns.HOST, FORWARD));
            host.execute(new Operation.Update(before, after, Set.of("value"), STACK));
            assertEquals(Optional.of(new Observed.Entry(after, STACK)), observe(host, Netns.HOST, FORWARD));
            host.execute(new Operation.Update(before, after, Set.of("value"), STACK));
            host.remove(after);
            assertEquals(Optional.of(new Observed.Entry(before, null)), observe(host, Netns.HOST, FORWARD));
            assertFalse(Files.exists(Path.of("/run/jnetctl")));
        });
    }

    @Test
    void aSettingOfAMadeNamespaceIsChangedThereAloneAndItsRecordEndsWithIt() throws Exception {
        RealHost.run(host -> {
            host.add(WEB, namespace());
            Sysctl after = new Sysctl(WEB_NETNS, FORWARD, "1");
            host.execute(new Operation.Update(after, after, Set.of("value"), STACK));
            assertEquals(Optional.of(new Observed.Entry(after, STACK)), observe(host, WEB_NETNS, FORWARD));
            assertEquals(
                    Optional.of(new Observed.Entry(new Sysctl(Netns.HOST, FORWARD, "0"), null)),
                    observe(host, Netns.HOST, FORWARD));
            host.remove(namespace());
            assertFalse(Files.exists(Path.of("/run/jnetctl")));
        });
    }

    @Test
    void aSettingThatTheKernelDoesNotHaveIsRefusedByName() throws Exception {
        RealHost.run(host -> {
            Sysctl none = new Sysctl(Netns.HOST, "net.ipv4.no_such_thing", "1");
            assertEquals(
                    "sysctl net.ipv4.no_such_thing: No such file or directory (ENOENT)",
                    host.refused("ENOENT", new Operation.Update(none, none, Set.of("value"), STACK)));
        });
    }

    @Test
    void aValueThatIsRefusedLeavesNoRecord() throws Exception {
        RealHost.run(host -> {
            Sysctl wrong = new Sysctl(Netns.HOST, FORWARD, "maybe");
            host.refused("EINVAL", new Operation.Update(wrong, wrong, Set.of("value"), STACK));
            assertFalse(Files.exists(Path.of("/run/jnetctl/sysctl/host")));
        });
    }

    @Test
    void theRecordOfALinksSettingGoesWithTheLink() throws Exception {
        RealHost.run(host -> {
            host.add(FRONT, bridge());
            String name = "net.ipv4.conf.br-front.route_localnet";
            Sysctl after = new Sysctl(Netns.HOST, name, "1");
            host.execute(new Operation.Update(after, after, Set.of("value"), STACK));
            host.remove(bridge());
            assertEquals(Optional.empty(), observe(host, Netns.HOST, name));
            host.add(FRONT, bridge());
            assertEquals(
                    Optional.of(new Observed.Entry(new Sysctl(Netns.HOST, name, "0"), null)),
                    observe(host, Netns.HOST, name));
        });
    }

    private static Optional<Observed.Entry> observe(RealHost host, Netns netns, String name) {
        Scope scope = new Scope(Set.of("shop"), Map.of(), Set.of(new SysctlName(netns, name)));
        return host.kernel().observe(scope).get(new Sysctl(netns, name, null).key());
    }
}
