package io.jnetctl.kernel.linux.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.linux.RealHost;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Route;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The way of kernels that rename no link that is up, which works on all. */
class RenamingTest {
    private static final String MOVED = "moved0";

    @Test
    void aPeerThatIsSetDownForItHasAllThatItHadBefore() throws Exception {
        RealHost.run(host -> {
            plumb(host);
            Set<String> before = all(host, RealHost.WEB_NETNS.name() + "/eth0");
            try (OpenNamespaces namespaces = new OpenNamespaces()) {
                rename(namespaces.get(RealHost.WEB_NETNS), "eth0", MOVED);
                assertEquals(Set.of(), all(host, "eth0"));
                rename(namespaces.get(RealHost.WEB_NETNS), MOVED, "eth0");
            }
            assertEquals(6, before.size(), before.toString());
            assertEquals(before, all(host, RealHost.WEB_NETNS.name() + "/eth0"));
        });
    }

    @Test
    void aBridgeThatIsSetDownForItHasAllThatItHadBefore() throws Exception {
        RealHost.run(host -> {
            plumb(host);
            Set<String> before = all(host, "br-front");
            try (OpenNamespaces namespaces = new OpenNamespaces()) {
                rename(namespaces.get(Netns.HOST), "br-front", MOVED);
                assertEquals(Set.of(), all(host, "br-front"));
                rename(namespaces.get(Netns.HOST), MOVED, "br-front");
            }
            assertEquals(4, before.size(), before.toString());
            assertEquals(before, all(host, "br-front"));
        });
    }

    @Test
    void aNameThatIsTakenLeavesTheLinkUpAndWhole() throws Exception {
        RealHost.run(host -> {
            plumb(host);
            Set<String> before = all(host, "br-front");
            try (OpenNamespaces namespaces = new OpenNamespaces()) {
                OpenNetns open = namespaces.get(Netns.HOST);
                assertThrows(ErrnoException.class, () -> rename(open, "br-front", "v-web"));
            }
            assertEquals(before, all(host, "br-front"));
        });
    }

    private static void plumb(RealHost host) {
        host.add(RealHost.FRONT, RealHost.bridge());
        host.add(RealHost.WEB, RealHost.namespace());
        host.add(RealHost.END, RealHost.veth());
        host.add(RealHost.FRONT, address(Netns.HOST, "br-front", "10.10.0.1/24"));
        host.add(RealHost.FRONT, address(Netns.HOST, "br-front", "fd00:10::1/64"));
        host.add(ProxyNeighbour.OWNER, new ProxyNeighbour("br-front", IpAddress.parse("fd00:10::9")));
        host.add(RealHost.END, address(RealHost.WEB_NETNS, "eth0", "10.10.0.5/24"));
        host.add(RealHost.END, address(RealHost.WEB_NETNS, "eth0", "fd00:10::5/64"));
        host.add(RealHost.END, via("0.0.0.0/0", "10.10.0.1"), via("::/0", "fd00:10::1"), via("fd00:99::/64", null));
    }

    private static Address address(Netns netns, String link, String address) {
        return new Address(netns, link, InterfaceAddress.parse(address));
    }

    private static Route via(String destination, @Nullable String gateway) {
        Cidr to = Cidr.parse(destination);
        return gateway == null
                ? new Route(RealHost.WEB_NETNS, to, Route.IPV6_METRIC, Route.Type.UNICAST, null, "eth0")
                : Route.via(RealHost.WEB_NETNS, to, IpAddress.parse(gateway), "eth0");
    }

    private static void rename(OpenNetns netns, String name, String other) {
        new Renaming(netns, netns.index(name), other).renameDown();
        netns.forgetIndexes();
    }

    /** All that is of a link, in words. */
    private static Set<String> all(RealHost host, String label) {
        String name = label.substring(label.indexOf('/') + 1);
        return host.observe().entries().values().stream()
                .filter(entry -> entry.resource().label().equals(label)
                        || (entry.resource() instanceof Route route && name.equals(route.link())))
                .map(Object::toString)
                .collect(Collectors.toSet());
    }
}
