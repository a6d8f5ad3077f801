package io.jnetctl.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.linux.host.PrivateHost;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.NativeBuffer;
import io.jnetctl.kernel.linux.sys.Polling;
import io.jnetctl.kernel.linux.sys.Sockets;
import io.jnetctl.kernel.linux.sys.UnixDatagram;
import io.jnetctl.kernel.testing.IptablesMake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A watch as systemd starts it, by the launcher of module cli's distribution, on a host of its own. */
final class WatchTest {
    private static final Path LAUNCHER =
            Path.of("../cli/target/jnetctl/bin/jnetctl").toAbsolutePath().normalize();

    /** Far more than anything here takes, so that a busy machine fails nothing. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String MANIFEST = """
            apiVersion: jnetctl/v1
            stack: shop
            networks:
              front: {subnet: 10.10.0.0/24, bridge: br-front}
            containers:
              web: {networks: {front: {ipv4_address: 10.10.0.5}}, links: [db], publish: ["8080:80"]}
              db: {networks: {front: {ipv4_address: 10.10.0.6}}, expose: [5432], environment: {PG: "9"}}
            """;

    /**
     * What others do to what is ours, one after another, and what the watch must say that it repaired; {@code WEB} is the outer end of web's
     * pair.
     */
    private static final List<Map.Entry<String, String>> DEEDS = List.of(
            Map.entry(
                    "ip -n shop.web address delete 10.10.0.5/24 dev eth0",
                    "address shop.web/eth0 10.10.0.5/24 was missing"),
            Map.entry("ip address flush dev br-front scope global", "address br-front 10.10.0.1/24 was missing"),
            Map.entry("ip link set br-front mtu 1400", "bridge br-front: mtu 1400 instead of 1500"),
            Map.entry("ip -n shop.web link set eth0 mtu 1400", "veth shop.web/eth0: mtu 1400 instead of 1500"),
            Map.entry("ip link set WEB down", "veth shop.web/eth0: up no instead of yes"),
            Map.entry("ip -n shop.web link set eth0 down", "veth shop.web/eth0: peer_up no instead of yes"),
            Map.entry("ip link set WEB nomaster", "veth shop.web/eth0: bridge none instead of br-front"),
            Map.entry("ip link set br-front name moved", "bridge br-front: name moved instead of br-front"),
            Map.entry("ip link set br-front group 99", "bridge br-front: policy none instead of masqueraded"),
            Map.entry(
                    "ip -n shop.web route delete default", "route shop.web default via 10.10.0.1 dev eth0 was missing"),
            Map.entry(
                    "ip link delete WEB", "veth shop.web/eth0 br-front hairpin 02:42:0a:0a:00:05 mtu 1500 was missing"),
            Map.entry("ip -n shop.db link set eth0 name moved", "veth shop.db/eth0: interface moved instead of eth0"),
            Map.entry("ip netns delete shop.db", "namespace shop.db was missing"),
            Map.entry("iptables -t nat -D JNET-PREROUTING 1", "JNET-PREROUTING"),
            Map.entry("iptables -t filter -F", "was missing"),
            Map.entry("iptables -t nat -F", "was missing"),
            Map.entry("ip link set WEB name moved", "veth shop.web/eth0: name moved instead of jv"),
            Map.entry("rm /etc/netns/shop.web/hosts", "hosts shop.web"),
            Map.entry("sed -i /db/d /etc/netns/shop.web/hosts", "hosts shop.web: -"),
            Map.entry("rm /run/jnetctl/shop/web.env", "environment shop.web"),
            Map.entry("sysctl -qw net.ipv4.ip_forward=0", "sysctl net.ipv4.ip_forward: 0 instead of 1"));

    private static final Path WEB_HOSTS = Path.of("/etc/netns/shop.web/hosts");

    @TempDir
    private Path folder;

    private final Queue<String> notices = new ConcurrentLinkedQueue<>();
    private volatile boolean over;
    private Path said = Path.of("");

    /** Something that comes true after a while. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    @ParameterizedTest
    @EnumSource(IptablesMake.class)
    void whateverOthersChangeIsRepairedAndWhatIsTheirsIsLeftAlone(IptablesMake make) throws Exception {
        Path manifest = Files.writeString(folder.resolve("stack.yaml"), MANIFEST);
        said = folder.resolve("said");
        PrivateHost.call(() -> {
            make.choose();
            String socket = "@jnetctl-" + ProcessHandle.current().pid() + "-" + make;
            try (Fd manager = UnixDatagram.listen(socket)) {
                Thread reader = Thread.ofPlatform().start(() -> listen(manager));
                Process watch = start(manifest, socket);
                try {
                    watched(watch, manifest);
                } finally {
                    watch.destroyForcibly().waitFor();
                    over = true;
                    reader.join();
                }
            }
            return true;
        });
    }

    private void watched(Process watch, Path manifest) throws Exception {
        awaitNotice("READY=1");
        for (String theirs : List.of(
                "ip link add theirs type bridge",
                "ip netns add theirs",
                "iptables -t mangle -A FORWARD -p tcp --dport 99 -m comment --comment theirs -j ACCEPT")) {
            run(theirs);
        }
        for (Map.Entry<String, String> deed : DEEDS) {
            int before = Files.readString(said).length();
            run(deed.getKey());
            await(deed.getKey(), () -> Files.readString(said).substring(before).contains(deed.getValue()));
        }
        assertFalse(Files.readString(said).contains("theirs"), Files.readString(said));
        assertFalse(Files.readString(said).contains("again and again"), Files.readString(said));

        replace(manifest, MANIFEST.replace("10.10.0.6}", "10.10.0.6, aliases: [pg]}"));
        await("an alias", () -> Files.readString(WEB_HOSTS).contains("pg"));
        replace(manifest, MANIFEST + "oops: true\n");
        await("an error", () -> Files.readString(said).contains("error: " + manifest + ":8:1: "));

        run("kill -HUP " + watch.pid());
        awaitNotice("RELOADING=1\nMONOTONIC_USEC=");
        awaitNotice("READY=1");
        awaitNotice("WATCHDOG=1");
        // What has to be planned again from nothing, by another process, agrees.
        replace(manifest, MANIFEST.replace("10.10.0.6}", "10.10.0.6, aliases: [pg]}"));
        Programs.Ended plan =
                Programs.run(LAUNCHER.toString(), "plan", "-f", manifest.toString(), "--detailed-exitcode");
        assertEquals(0, plan.exit(), plan.out());
        run("kill -TERM " + watch.pid());
        awaitNotice("STOPPING=1");
        assertEquals(0, watch.waitFor(), Files.readString(said));
        assertFalse(Files.exists(Path.of("/run/jnetctl/lock")));
    }

    private Process start(Path manifest, String socket) throws Exception {
        ProcessBuilder start = new ProcessBuilder(LAUNCHER.toString(), "watch", "-f", manifest.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        start.environment().put("JNETCTL_JAVA_HOME", System.getProperty("java.home"));
        start.environment().put("NOTIFY_SOCKET", socket);
        start.environment().put("WATCHDOG_USEC", "1000000");
        Process process = start.start();
        process.getOutputStream().close();
        return process;
    }

    private static void run(String deed) throws Exception {
        String pair = deed.contains("WEB") ? outerEnd() : "";
        Programs.output(deed.replace("WEB", pair).split(" ", -1));
    }

    private static String outerEnd() throws Exception {
        for (String line : Programs.output("ip", "-o", "link").lines().toList()) {
            if (line.contains("jnetctl:shop/web/")) {
                return line.split("[:@] ?", -1)[1].strip();
            }
        }
        throw new AssertionError("web has no pair");
    }

    /** As editors and configuration management do. */
    private static void replace(Path file, String text) throws Exception {
        Path other = Files.writeString(file.resolveSibling("stack.yaml.new"), text);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() - end < 0, () -> what + " was not repaired; the watch said: " + read(said));
            Thread.sleep(10);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever else the service manager was told meanwhile. */
    private void awaitNotice(String beginning) throws Exception {
        await(beginning, () -> {
            for (String notice = notices.poll(); notice != null; notice = notices.poll()) {
                if (notice.startsWith(beginning)) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Reads all that the service manager is told, as one does: who is not read cannot be told more. */
    private void listen(Fd manager) {
        NativeBuffer incoming = NativeBuffer.allocate(4096);
        while (!over) {
            if (!Polling.readable(List.of(manager), Duration.ofMillis(50)).isEmpty()) {
                byte[] text = new byte[Sockets.receive(manager, incoming, 0)];
                incoming.bytes().get(0, text);
                notices.add(new String(text, UTF_8));
            }
        }
    }
}
