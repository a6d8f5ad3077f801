package io.jnetctl.golden.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.golden.Console;
import io.jnetctl.golden.Programs;
import io.jnetctl.golden.packets.Iptables;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.linux.LinuxKernel;
import io.jnetctl.kernel.linux.host.PrivateHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A private host on which others have something too: a bridge, rules, namespaces, processes, lines in hosts files. */
final class FaultHost implements AutoCloseable {
    static final Path LAUNCHER =
            Path.of("../cli/target/jnetctl/bin/jnetctl").toAbsolutePath().normalize();

    /** Of an attached namespace, and of an attached process: with lines of others. */
    static final Path LEGACY_HOSTS = Path.of("/etc/netns/legacy/hosts");

    /** What processes say; jnetctl has no part in it. */
    static final Path OUTPUTS = Path.of("/run/foreign/out");

    static final Path PROCESS_HOSTS = Path.of("/run/foreign/hosts");
    static final String USERS_LINE = "192.0.2.77\tthe-users-own";

    private static final String PREPARATION = """
            ip netns add legacy
            ip link add br-foreign type bridge
            ip link add foreign0 master br-foreign type veth peer name foreign1
            ip link set br-foreign up
            ip address add 192.168.77.1/24 dev br-foreign
            ip route add 198.51.100.0/24 via 192.168.77.9
            iptables -A FORWARD -i br-foreign -j ACCEPT
            iptables -A INPUT -s 203.0.113.0/24 -j DROP
            iptables -t nat -A POSTROUTING -s 192.168.77.0/24 ! -o br-foreign -j MASQUERADE
            ip6tables -A FORWARD -i br-foreign -j DROP
            """;

    private final Path folder;
    private final Process attached;
    private final Console jnetctl;

    private FaultHost() throws Exception {
        folder = Files.createDirectories(Path.of("/run/foreign/manifests"));
        Files.createDirectories(OUTPUTS);
        for (String command : PREPARATION.strip().split("\n", -1)) {
            Programs.output(command.split(" ", -1));
        }
        Files.createDirectories(LEGACY_HOSTS.getParent());
        Files.writeString(LEGACY_HOSTS, USERS_LINE + "\n");
        Files.writeString(PROCESS_HOSTS, USERS_LINE + "\n");
        // Told only when it is ready: the shell's own namespaces are the host's at first.
        attached = new ProcessBuilder(
                        "unshare",
                        "--net",
                        "--mount",
                        "sh",
                        "-c",
                        "mount --bind /run/foreign/hosts /etc/hosts && echo ready && exec sleep 1000000")
                .start();
        assertEquals("ready", attached.inputReader(UTF_8).readLine());
        jnetctl = new Console(LinuxKernel::open, folder);
        Stacks.write(folder, attached.pid());
    }

    /** What a test does on its host. */
    @FunctionalInterface
    interface Body {
        void run(FaultHost host) throws Exception;
    }

    static void run(Iptables make, Body body) throws Exception {
        PrivateHost.call(() -> {
            make.choose();
            try (FaultHost host = new FaultHost()) {
                body.run(host);
            }
            return true;
        });
    }

    /** The process in a namespace of its own. */
    long attached() {
        return attached.pid();
    }

    Path folder() {
        return folder;
    }

    /** In this process. */
    Console.Ended jnetctl(String... words) {
        return jnetctl.run(words);
    }

    /** In this process, on another kernel. */
    Console.Ended jnetctl(Supplier<Kernel> kernel, String... words) {
        return new Console(kernel, folder).run(words);
    }

    /**
     * By the launcher, whose notes one in this process would refuse as another version's; fails unless it ends well.
     *
     * @return what it said
     */
    String ok(String... words) throws Exception {
        Path output = Files.createTempFile(OUTPUTS, "", "");
        int exit = start(Map.of(), output, words).waitFor();
        String said = Files.readString(output);
        Files.delete(output);
        assertEquals(0, exit, () -> String.join(" ", words) + ": " + tail(said));
        return said;
    }

    private static String tail(String said) {
        return said.substring(Math.max(0, said.length() - 2000));
    }

    /** The launcher, in a process group of its own. */
    Process start(Map<String, String> environment, Path output, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid", LAUNCHER.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("JNETCTL_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Override
    public void close() {
        attached.destroyForcibly();
    }
}
