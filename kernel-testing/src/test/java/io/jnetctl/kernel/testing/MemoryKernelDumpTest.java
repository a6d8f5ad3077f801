package io.jnetctl.kernel.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryKernelDumpTest {
    private static final Owner OWNER = new Owner("shop", "web");
    private static final Netns WEB = Netns.named("shop.web");
    private static final Bridge BRIDGE = new Bridge("br0", MacAddress.parse("02:42:00:00:00:01"), 1500, true, null);

    private final MemoryKernel kernel = new MemoryKernel();

    private void add(Resource... resources) {
        for (Resource resource : resources) {
            assertEquals(List.of(Outcome.DONE), kernel.execute(List.of(new Operation.Add(resource, OWNER))));
        }
    }

    @Test
    void aDumpShowsTheWholeHost() {
        kernel.outside().addBridge("docker0");
        kernel.outside().addAddress(Netns.HOST, "docker0", InterfaceAddress.parse("172.17.0.1/16"));
        kernel.outside().startContainer(new AttachTarget.Named(AttachTarget.Engine.DOCKER, "db"), 4711);
        add(
                BRIDGE,
                new Namespace("shop.web", true),
                new Veth("v0", WEB, "eth0", "br0", MacAddress.parse("02:42:0a:00:00:05"), 1500, true, true, false),
                new Address(WEB, "eth0", InterfaceAddress.parse("10.0.0.5/24")),
                new Sysctl(Netns.HOST, "net.ipv4.ip_forward", "1"),
                new Chain(Family.V4, "filter", "JNET-FORWARD"),
                new Rule(Family.V4, "filter", "FORWARD", List.of("-j", "JNET-FORWARD"), true),
                new ManagedFile(
                        ManagedFile.Role.HOSTS,
                        FileRoot.ofNamed("shop.web").file("hosts"),
                        "shop.web",
                        List.of("one")));
        assertEquals("""
                namespace host
                  link br0: bridge, mac 02:42:00:00:00:01, mtu 1500, up, jnetctl:shop/web
                  link docker0: bridge, mtu 1500, up
                    address 172.17.0.1/16, foreign
                  link v0: veth to shop.web/eth0, port of br0, mtu 1500, up, jnetctl:shop/web
                  sysctl net.ipv4.conf.all.forwarding = 1
                  sysctl net.ipv4.conf.default.forwarding = 1
                  sysctl net.ipv4.ip_forward = 1, was 0, jnetctl:shop/web
                namespace netns:[5], lo down, processes: 1
                namespace shop.web, jnetctl:shop/web
                  link eth0: veth to host/v0, mac 02:42:0a:00:00:05, mtu 1500, up
                    address 10.0.0.5/24
                iptables filter FORWARD
                  -j JNET-FORWARD, jnetctl:shop/web
                iptables filter JNET-FORWARD
                file /etc/netns/shop.web/hosts
                  # begin jnetctl:shop/web
                  one
                  # end jnetctl:shop/web
                """, kernel.dump());
    }

    @Test
    void anObjectKeepsItsIdentityThroughAnUpdateAndItsSuccessorHasAnother() {
        Scope scope = new Scope(Set.of("shop"), Map.of(), Set.of());
        Key key = BRIDGE.key();
        add(BRIDGE);
        Map<Key, Long> before = kernel.identities(scope);
        Bridge down = new Bridge("br0", BRIDGE.macAddress(), 1400, false, null);
        kernel.execute(List.of(new Operation.Update(BRIDGE, down, Set.of("mtu", "up"), OWNER)));
        assertEquals(before, kernel.identities(scope));
        kernel.execute(List.of(new Operation.Remove(down)));
        add(BRIDGE);
        assertNotEquals(before.get(key), kernel.identities(scope).get(key));
    }

    @Test
    void aRefusedOperationChangesNothing() {
        add(BRIDGE);
        String before = kernel.dump();
        Bridge wrong = new Bridge("br0", MacAddress.parse("02:42:00:00:00:02"), 7, false, null);
        kernel.execute(List.of(new Operation.Update(BRIDGE, wrong, Set.of("mac_address", "mtu", "up"), OWNER)));
        assertEquals(before, kernel.dump());
    }

    @Test
    void aNamespaceEndsWithItsLastProcess() {
        AttachTarget.Named db = new AttachTarget.Named(AttachTarget.Engine.DOCKER, "db");
        kernel.outside().startContainer(db, 4711);
        String alone = new MemoryKernel().dump();
        Netns netns = kernel.locate(db).netns();
        add(new Veth("v0", netns, "eth0", "", null, 1500, true, true, false));
        kernel.outside().endProcess(4711);
        assertEquals(alone, kernel.dump());
    }
}
