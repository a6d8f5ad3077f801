package io.jnetctl.reconciler.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.reconciler.fixture.ContainerBuilder;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.NetworkBuilder;
import io.jnetctl.reconciler.fixture.StackBuilder;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.schema.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What happens on the host between the look and the steps. */
final class ExecutorTest {
    private final MemoryHost host = new MemoryHost();

    private static Manifest shop(String subnet) {
        return new Manifest(List.of(StackBuilder.stack("shop")
                .with(NetworkBuilder.network("front").subnet(subnet).bridge("br-front"))
                .with(ContainerBuilder.container("web").on("front"))
                .build()));
    }

    @Test
    void whatIsToGoMayHaveGoneByItself() {
        host.converge(shop("10.10.0.0/24"));
        Plan plan = MemoryHost.sound(Reconciler.propose(shop("10.20.0.0/24"), host.kernel()));
        host.kernel().outside().deleteAddress(Netns.HOST, "br-front", InterfaceAddress.parse("10.10.0.1/24"));
        assertTrue(
                plan.steps().stream()
                        .anyMatch(step -> step.operation().resource() instanceof Address address
                                && address.address().equals(InterfaceAddress.parse("10.10.0.1/24"))),
                "the plan removes it");
        assertTrue(Executor.execute(plan, host.kernel(), Progress.NONE).succeeded());
        assertEquals(List.of(), MemoryHost.lines(host.plan(shop("10.20.0.0/24"))));
    }

    @Test
    void whatIsToBeSetMustBeThere() {
        host.converge(shop("10.10.0.0/24"));
        String veth = host.kernel()
                .observe(new Scope(Set.of("shop"), Map.of(), Set.of()))
                .all(Veth.class)
                .values()
                .iterator()
                .next()
                .name();
        host.kernel().outside().setUp(Netns.HOST, veth, false);
        Plan plan = host.plan(shop("10.10.0.0/24"));
        host.kernel().outside().deleteLink(Netns.HOST, veth);
        ApplyReport report = Executor.execute(plan, host.kernel(), Progress.NONE);
        assertFalse(report.succeeded());
        assertEquals(plan.steps().size(), report.results().size());
    }
}
