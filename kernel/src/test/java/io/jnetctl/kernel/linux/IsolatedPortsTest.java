package io.jnetctl.kernel.linux;

import static io.jnetctl.kernel.linux.RealHost.FRONT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkGroup;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.NetnsThread;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Isolated ports and a host that answers for their addresses: what passes between two containers of a bridge passes FORWARD. */
class IsolatedPortsTest {
    private static final String BRIDGE = "br-front";
    private static final int REFUSED_MILLIS = 700;
    private static final int WAIT_MILLIS = 5_000;

    private static final List<String> V4 = List.of("10.10.0.1/24", "10.10.0.5/24", "10.10.0.6/24");
    private static final List<String> V6 = List.of("fd00:10::1/64", "fd00:10::5/64", "fd00:10::6/64");

    @ParameterizedTest
    @CsvSource({"0, 4", "1, 4", "0, 6", "1, 6"})
    void linkedContainersReachEachOtherThroughTheForwardChainAlone(int bridgeNetfilter, int version) throws Exception {
        RealHost.run(host -> {
            boolean v6 = version == 6;
            List<String> addresses = v6 ? V6 : V4;
            String iptables = v6 ? "ip6tables" : "iptables";
            bridgeNetfilter(bridgeNetfilter);
            plumb(host, addresses);
            assertFalse(connects(addresses.get(2), REFUSED_MILLIS), "isolated ports without a way round");

            answerFor(host, v6, addresses);
            String group = NetworkGroup.ISOLATED;
            if (bridgeNetfilter == 1) {
                // What is routed is not bridged; a rule for what is passes it by.
                run(iptables, "-A", "FORWARD", "-m", "physdev", "--physdev-is-bridged", "-j", "DROP");
            }
            run(iptables, "-A", "FORWARD", "-m", "devgroup", "--src-group", group, "--dst-group", group);
            assertTrue(connects(addresses.get(2), WAIT_MILLIS), "through the host");
            long counted = counted(iptables);
            // The handshake, the byte, its acknowledgement, and the end at the least.
            assertTrue(counted >= 5, "packets in FORWARD: " + counted);

            run(iptables, "-A", "FORWARD", "-j", "DROP");
            assertFalse(connects(addresses.get(2), REFUSED_MILLIS), "what FORWARD drops");
        });
    }

    private static void plumb(RealHost host, List<String> addresses) {
        NetworkPolicy isolated = new NetworkPolicy(false, true, null, false);
        host.add(FRONT, new Bridge(BRIDGE, MacAddress.parse("02:42:00:00:00:01"), 1500, true, isolated));
        host.add(FRONT, new Address(Netns.HOST, BRIDGE, InterfaceAddress.parse(addresses.get(0))));
        container(host, "web", addresses.get(1));
        container(host, "db", addresses.get(2));
        set(host, "net.ipv4.ip_forward", "1");
        set(host, "net.ipv6.conf.all.forwarding", "1");
        set(host, "net.ipv4.conf.all.rp_filter", "1");
        set(host, "net.ipv4.conf." + BRIDGE + ".rp_filter", "1");
    }

    private static void container(RealHost host, String name, String address) {
        Netns netns = Netns.named("shop." + name);
        InterfaceAddress on = InterfaceAddress.parse(address);
        Owner end = new Owner("shop", name + "/front");
        host.add(new Owner("shop", name), new Namespace(netns.name(), true));
        host.add(
                end,
                new Veth("v-" + name, netns, "eth0", BRIDGE, null, 1500, true, true, true),
                new Address(netns, "eth0", on));
    }

    private static void answerFor(RealHost host, boolean v6, List<String> addresses) {
        if (v6) {
            set(host, "net.ipv6.conf." + BRIDGE + ".proxy_ndp", "1");
            set(host, "net.ipv6.neigh." + BRIDGE + ".proxy_delay", "0");
            // Both ends: the answer's way back is asked for too.
            for (String end : addresses.subList(1, 3)) {
                IpAddress address = InterfaceAddress.parse(end).address();
                host.add(FRONT, new ProxyNeighbour(BRIDGE, address));
            }
        } else {
            set(host, "net.ipv4.conf." + BRIDGE + ".proxy_arp_pvlan", "1");
            set(host, "net.ipv4.neigh." + BRIDGE + ".proxy_delay", "0");
        }
    }

    private static void set(RealHost host, String name, String value) {
        Sysctl sysctl = new Sysctl(Netns.HOST, name, value);
        host.execute(new Operation.Update(sysctl, sysctl, Set.of("value"), FRONT));
    }

    /** Whether bridged packets pass iptables; there is no such setting before br_netfilter is loaded, which this does not do. */
    private static void bridgeNetfilter(int value) throws IOException {
        for (String name : List.of("bridge-nf-call-iptables", "bridge-nf-call-ip6tables")) {
            Path setting = Path.of("/proc/sys/net/bridge", name);
            Assumptions.assumeTrue(Files.exists(setting) || value == 0, "br_netfilter is not loaded");
            if (Files.exists(setting)) {
                run("sysctl", "-q", "-w", "net.bridge." + name + "=" + value);
            }
        }
    }

    private static long counted(String iptables) throws IOException {
        return run(iptables, "-vnxL", "FORWARD")
                .lines()
                .filter(line -> line.contains("src-group"))
                .mapToLong(line -> Long.parseLong(line.strip().split(" +", 2)[0]))
                .sum();
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + printed);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return printed;
    }

    /** Whether a byte comes from db to web. */
    private static boolean connects(String address, int millis) throws Exception {
        InetAddress db = InetAddress.getByName(address.substring(0, address.indexOf('/')));
        try (Fd client = Fd.open("/run/netns/shop.web", OpenFlags.RDONLY);
                Fd server = Fd.open("/run/netns/shop.db", OpenFlags.RDONLY);
                NetnsThread thread = NetnsThread.start("visitor");
                ServerSocketChannel listening = thread.callIn(server, () -> ServerSocketChannel.open());
                SocketChannel connected = thread.callIn(client, () -> SocketChannel.open())) {
            listening.bind(new InetSocketAddress(db, 0));
            try {
                connected.socket().connect(listening.getLocalAddress(), millis);
            } catch (SocketTimeoutException e) {
                return false;
            }
            try (SocketChannel accepted = listening.accept()) {
                accepted.write(ByteBuffer.wrap(new byte[] {42}));
                ByteBuffer read = ByteBuffer.allocate(1);
                connected.read(read);
                return read.get(0) == 42;
            }
        }
    }
}
