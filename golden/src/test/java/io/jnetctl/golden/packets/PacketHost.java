package io.jnetctl.golden.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.golden.Console;
import io.jnetctl.golden.Programs;
import io.jnetctl.kernel.linux.LinuxKernel;
import io.jnetctl.kernel.linux.host.PrivateHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A private host with an uplink to the world outside. The host is 192.0.2.1, 192.0.2.2 and 2001:db8::1; outside is 192.0.2.9 and 2001:db8::9, and
 * takes the host for its router whatever the address.
 */
public final class PacketHost implements AutoCloseable {
    public static final String HOST_V4 = "192.0.2.1";
    public static final String SECOND_V4 = "192.0.2.2";
    public static final String HOST_V6 = "2001:db8::1";
    public static final String OUTSIDE_V4 = "192.0.2.9";
    public static final String OUTSIDE_V6 = "2001:db8::9";

    /** IPv6 neighbours are told, since a new interface takes its time before it listens to those who ask. */
    private static final String PREPARATION = """
            ip netns add outside
            ip link add uplink address 02:00:00:00:00:01 type veth peer name eth0 address 02:00:00:00:00:09 netns outside
            ip address add 192.0.2.1/24 dev uplink
            ip address add 192.0.2.2/24 dev uplink
            ip address add 2001:db8::1/64 dev uplink nodad
            ip link set uplink up
            ip -n outside address add 192.0.2.9/24 dev eth0
            ip -n outside address add 192.0.2.99/24 dev eth0
            ip -n outside address add 2001:db8::9/64 dev eth0 nodad
            ip -n outside address add 2001:db8::99/64 dev eth0 nodad preferred_lft 0
            ip -n outside link set eth0 up
            ip neighbour add 2001:db8::9 lladdr 02:00:00:00:00:09 dev uplink
            ip -n outside neighbour add 2001:db8::1 lladdr 02:00:00:00:00:01 dev eth0
            ip -n outside route add default via 192.0.2.1
            ip -n outside route add default via 2001:db8::1
            ip route add default via 192.0.2.9
            ip route add default via 2001:db8::9
            """;

    private final Path folder;
    private final Console jnetctl;
    private final Sockets sockets = new Sockets();
    private final Echo echo;
    private final Prober prober;

    private PacketHost() throws IOException {
        this.folder = Files.createDirectories(Path.of("/run/manifests"));
        this.jnetctl = new Console(LinuxKernel::open, folder);
        this.echo = new Echo(sockets);
        this.prober = new Prober(sockets, echo);
    }

    /** What a test does on its host. */
    @FunctionalInterface
    public interface Body {
        void run(PacketHost host) throws Exception;
    }

    /** Runs a test on a host that nobody else sees. */
    public static void run(Iptables make, Body body) throws Exception {
        PrivateHost.call(() -> {
            make.choose();
            try (PacketHost host = new PacketHost()) {
                run(PREPARATION);
                body.run(host);
            }
            return true;
        });
    }

    /** Runs programs, one a line, without a shell. */
    public static void run(String commands) throws IOException, InterruptedException {
        for (String command : commands.lines().filter(line -> !line.isBlank()).toList()) {
            Programs.output(command.strip().split(" +", -1));
        }
    }

    public Place host() {
        return Place.HOST;
    }

    public Place outside() {
        return Place.named("outside");
    }

    /** @param name STACK.CONTAINER, or any namespace of /run/netns */
    public Place container(String name) {
        return Place.named(name);
    }

    /** Sets a sysctl, by its name with dots. */
    public void set(Place place, String sysctl, String value) {
        Path file = Path.of("/proc/sys", sysctl.replace('.', '/'));
        sockets.in(place, () -> Files.writeString(file, value));
    }

    /** Makes a namespace with an interface on a bridge, and a default route through the gateway: a container that is not of jnetctl. */
    public Place stranger(String name, String bridge, String address, String gateway)
            throws IOException, InterruptedException {
        run("""
                ip netns add NAME
                ip link add v-NAME type veth peer name eth0 netns NAME
                ip link set v-NAME master BRIDGE up
                ip -n NAME address add ADDRESS dev eth0 nodad
                ip -n NAME link set eth0 up
                ip -n NAME route add default via GATEWAY
                """.replace("NAME", name)
                .replace("BRIDGE", bridge)
                .replace("ADDRESS", address)
                .replace("GATEWAY", gateway));
        return Place.named(name);
    }

    /** Applies; the next plan must be empty. What the apply printed. */
    public String apply(String manifest) throws IOException {
        String file = write(manifest);
        Console.Ended applied = jnetctl.run("apply", "--yes", "-f", file);
        assertEquals(0, applied.exit(), applied.all());
        Console.Ended again = jnetctl.run("plan", "--detailed-exitcode", "-f", file);
        assertEquals(0, again.exit(), again.all());
        sockets.forget();
        return applied.all();
    }

    /** What a plan prints, with its warnings. */
    public Console.Ended plan(String manifest, String... options) throws IOException {
        return jnetctl(
                Stream.concat(Stream.of("plan", "--detailed-exitcode", "-f", write(manifest)), Arrays.stream(options))
                        .toArray(String[]::new));
    }

    public void destroy(String stack) {
        Console.Ended destroyed = jnetctl("destroy", "--yes", "--stack", stack);
        assertEquals(0, destroyed.exit(), destroyed.all());
        sockets.forget();
    }

    public Console.Ended jnetctl(String... arguments) {
        return jnetctl.run(arguments);
    }

    private String write(String manifest) throws IOException {
        return Files.writeString(folder.resolve("stack.yaml"), manifest).toString();
    }

    /** Serves TCP and UDP at these ports of all addresses of the place. */
    public void listen(Place place, int... ports) {
        for (int port : ports) {
            echo.listen(place, "::", port);
        }
    }

    /** Serves at one address: a UDP server of a place with several addresses must, for its answers to come from the right one. */
    public void listenAt(Place place, String address, int port) {
        echo.listen(place, address, port);
    }

    /** A client that is heard by what listens. */
    public Talker talker(Place from) {
        return new Talker(from, sockets, echo);
    }

    /** A connection that stays. */
    Dialogue connect(Place from, String address, int port) throws IOException {
        return Dialogue.with(sockets.in(from, () -> SocketChannel.open(new InetSocketAddress(address, port))));
    }

    public Map<Probe, Outcome> send(List<Probe> probes) throws IOException {
        return prober.send(probes);
    }

    /** Sends all at once, and fails with a line for each that went otherwise than expected. */
    public void check(Probe... probes) throws IOException {
        check(List.of(probes));
    }

    public void check(List<Probe> probes) throws IOException {
        List<String> wrong = new ArrayList<>();
        send(probes).forEach((probe, outcome) -> {
            if (!outcome.isAsExpected(probe)) {
                wrong.add(
                        probe + ": " + outcome + ", expected " + (probe.answers() == null ? "loss" : probe.answers()));
            }
        });
        assertEquals(List.of(), wrong);
    }

    @Override
    public void close() throws IOException {
        echo.close();
        sockets.close();
    }
}
