package io.jnetctl.reconciler.resolve;

import static io.jnetctl.reconciler.fixture.ContainerBuilder.container;
import static io.jnetctl.reconciler.fixture.NetworkBuilder.network;
import static io.jnetctl.reconciler.fixture.StackBuilder.manifest;
import static io.jnetctl.reconciler.fixture.StackBuilder.stack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.StackBuilder;
import io.jnetctl.reconciler.plan.Step;
import io.jnetctl.schema.Attach;
import io.jnetctl.schema.Manifest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What stacks share with each other, with the host, and with those who made a namespace. */
final class SharingTest {
    private final MemoryHost host = new MemoryHost();

    private static StackBuilder red() {
        return stack("red").with(network("front").subnet("10.0.0.0/24"));
    }

    private static StackBuilder blue() {
        return stack("blue").with(network("their").ofStack("red", "front"));
    }

    private String addressOf(String netns) {
        return host
                .kernel()
                .observe(new io.jnetctl.kernel.Scope(Set.of("red", "blue"), java.util.Map.of(), Set.of()))
                .all(Address.class)
                .values()
                .stream()
                .filter(address -> address.netns().name().equals(netns))
                .map(address -> address.address().toString())
                .collect(Collectors.joining(" "));
    }

    @Test
    void chainsAndForwardingStayUntilTheLastStackGoes() {
        String before = dumpWithForwardingOff();
        Manifest red = manifest(red());
        Manifest blue = manifest(stack("blue").with(network("front").subnet("10.1.0.0/24")));
        host.converge(red);
        host.converge(blue);
        host.destroy(red);
        assertTrue(host.kernel().dump().contains("iptables nat JNET-POSTROUTING"));
        assertEquals("1", host.kernel().outside().readSysctl(Netns.HOST, "net.ipv4.ip_forward"));
        host.destroy(blue);
        assertEquals(before, host.kernel().dump());
    }

    private String dumpWithForwardingOff() {
        host.kernel().outside().setSysctl(Netns.HOST, "net.ipv4.ip_forward", "0");
        return host.kernel().dump();
    }

    @Test
    void forwardingThatWasOnBeforeStaysOn() {
        host.kernel().outside().setSysctl(Netns.HOST, "net.ipv4.ip_forward", "1");
        String before = host.kernel().dump();
        host.converge(manifest(red()));
        host.destroy(manifest(red()));
        assertEquals(before, host.kernel().dump());
    }

    @Test
    void aNetworkOfAnotherStackIsUsedFromTheSameManifestInAnyOrder() {
        host.converge(manifest(
                blue().with(container("web").on("their")),
                red().with(container("db").on("front"))));
        assertEquals("10.0.0.2/24", addressOf("blue.web"));
        assertEquals("10.0.0.3/24", addressOf("red.db"));
    }

    @Test
    void aNetworkOfAnotherStackIsUsedFromTheHostAlone() {
        host.converge(manifest(red().with(container("db").on("front"))));
        host.converge(manifest(blue().with(container("web").on("their"))));
        assertEquals("10.0.0.3/24", addressOf("blue.web"));
    }

    @Test
    void theOwnerOfANetworkGivesNoGuestsAddressToItsOwn() {
        host.converge(manifest(red()));
        host.converge(manifest(blue().with(container("web").on("their"))));
        host.converge(manifest(red().with(container("db").on("front"))));
        assertEquals("10.0.0.2/24", addressOf("blue.web"));
        assertEquals("10.0.0.3/24", addressOf("red.db"));
    }

    @Test
    void aNetworkOfAStackThatIsNotThereIsAnError() {
        assertEquals(
                List.of("network their: there is no network red/front on this host"),
                Resolved.of(blue()).errors());
    }

    @Test
    void anAdoptedBridgeGivesItsSubnetAndIsNeitherMadeNorRemoved() {
        host.kernel().outside().addBridge("br0");
        host.kernel().outside().addAddress(Netns.HOST, "br0", InterfaceAddress.parse("10.5.0.1/24"));
        host.kernel().outside().addAddress(Netns.HOST, "br0", InterfaceAddress.parse("10.5.0.2/24"));
        String before = host.kernel().dump();
        Manifest manifest = manifest(stack("red")
                .with(network("lan").adopt("br0"))
                .with(container("web").on("lan")));
        host.converge(manifest);
        assertEquals("10.5.0.3/24", addressOf("red.web"));
        host.destroy(manifest);
        assertEquals(before, host.kernel().dump());
    }

    @Test
    void anAdoptedBridgeMustExist() {
        assertEquals(
                List.of("network lan: bridge br0 must already exist on the host"),
                Resolved.of(stack("red").with(network("lan").adopt("br0"))).errors());
    }

    @Test
    void anAttachedNamespaceIsPlumbedIntoAndOutlivesTheStack() {
        host.kernel().outside().addNamespace("theirs");
        host.kernel().outside().setSysctl(Netns.HOST, "net.ipv4.ip_forward", "0");
        String before = host.kernel().dump();
        Manifest manifest = manifest(red().with(container("web")
                .attach(new Attach.NetnsPath("/run/netns/theirs"))
                .on("front")));
        host.converge(manifest);
        assertTrue(host.kernel().outside().readFile("/etc/netns/theirs/hosts").isPresent());
        host.destroy(manifest);
        assertEquals(before, host.kernel().dump());
    }

    @Test
    void aSettingThatTheManifestDropsIsPutBackInMadeAndAttachedNamespacesAlike() {
        host.kernel().outside().startContainer(new AttachTarget.Named(AttachTarget.Engine.DOCKER, "engine"), 7);
        String setting = "net.ipv4.ip_nonlocal_bind";
        host.converge(manifest(stack("red")
                .with(container("made").sysctl(setting, "1"))
                .with(container("attached").attach(new Attach.Docker("engine")).sysctl(setting, "1"))));
        host.converge(manifest(
                stack("red").with(container("made")).with(container("attached").attach(new Attach.Docker("engine")))));
        assertEquals("0", host.kernel().outside().readSysctl(Netns.named("red.made"), setting));
        assertEquals("0", host.kernel().outside().readSysctl(new Netns("", "/proc/7/ns/net"), setting));
    }

    @Test
    void aNamespaceThatIsNotThereIsAnErrorBeforeAnythingIsPlanned() {
        var proposal = Reconciler.propose(
                manifest(red().with(container("web")
                        .attach(new Attach.Docker("web"))
                        .on("front"))),
                host.kernel());
        assertFalse(proposal.isSound());
        assertEquals(
                "container web: no container web in Docker: is it running?",
                proposal.diagnostics().getFirst().message());
    }

    @Test
    void anEndpointThatIsNotTouchedByAnEditHasNoStep() {
        host.converge(manifest(
                red().with(container("web").on("front")).with(container("db").on("front"))));
        var plan = host.converge(manifest(red().with(container("new").on("front"))
                .with(container("web").on("front"))
                .with(container("db").on("front"))));
        assertEquals(
                Set.of(
                        "namespace red.new",
                        "veth red.new/eth0",
                        "address red.new/eth0",
                        "route red.new default",
                        "hosts red.new",
                        "hosts red.web",
                        "hosts red.db"),
                plan.steps().stream().map(SharingTest::words).collect(Collectors.toSet()));
    }

    private static String words(Step step) {
        var resource = step.operation().resource();
        return resource.kind().name() + " " + resource.label();
    }
}
