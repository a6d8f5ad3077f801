package io.jnetctl.golden.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.golden.Console;
import io.jnetctl.golden.Programs;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.linux.LinuxKernel;
import io.jnetctl.schema.Attach;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.NetworkMode;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.compose.Surroundings;
import io.jnetctl.schema.read.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An example, in the private host of the calling thread. */
final class Example {
    /** How an example says what must be on the host before it works. */
    private static final String PREPARATION = "#   $ ";

    private final Path file;
    private final Console jnetctl;

    Example(Path file) {
        this.file = file;
        this.jnetctl = new Console(LinuxKernel::open, Path.of("").toAbsolutePath());
    }

    /** Follow-ups of {@code x.yaml} are in the folder {@code x}, to be applied one after another. */
    static List<Path> followUps(Path file) throws IOException {
        String name = file.getFileName().toString();
        Path folder = file.resolveSibling(name.substring(0, name.lastIndexOf('.')));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    static boolean isFollowUp(Path file) {
        return Files.exists(Path.of(file.resolveSibling("").normalize() + ".yaml"));
    }

    void prepareHost() throws IOException, InterruptedException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(PREPARATION)) {
                Programs.output(line.substring(PREPARATION.length()).split(" ", -1));
            }
        }
    }

    void apply() {
        assertEquals(2, run("plan", "--detailed-exitcode"), "there is something to do");
        aPlanAgainstASnapshotIsTheHosts();
        succeeds("apply", "--yes");
        Console.Ended again = jnetctl.run("plan", "--detailed-exitcode", "-f", file.toString());
        assertEquals(0, again.exit(), again.all());
    }

    private void aPlanAgainstASnapshotIsTheHosts() {
        try {
            Path snapshot = Files.createTempFile("jnetctl-example", ".json");
            succeeds("snapshot", "-o", snapshot.toString());
            for (String format : List.of("text", "json", "markdown")) {
                String[] plan = {"plan", "--format", format};
                String[] off = {"plan", "--format", format, "--against", snapshot.toString()};
                assertEquals(jnetctl.run(withFile(plan)), jnetctl.run(withFile(off)), "against a snapshot");
            }
            Files.delete(snapshot);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void destroy() {
        succeeds("destroy", "--yes");
    }

    /** Pings every name of every hosts file, from where it holds. */
    void everyNameAnswers() throws IOException, InterruptedException {
        for (Stack stack : manifest().stacks()) {
            for (Container container : stack.containers()) {
                if (hasOwnNamespace(container) && mayPing(stack, container)) {
                    String netns = netns(stack, container);
                    everyNameAnswers(netns, succeeds(stack, container, "hosts"), elsewhere(container));
                    everyAddressAnswers(netns, succeeds(stack, container, "env"));
                }
            }
        }
    }

    /** Addresses that the user vouches for: extra hosts are often not on this host. */
    private static Set<String> elsewhere(Container container) {
        return container.extraHosts().stream()
                .map(host -> String.valueOf(host.address()))
                .collect(Collectors.toSet());
    }

    private static void everyNameAnswers(String netns, String hosts, Set<String> elsewhere)
            throws IOException, InterruptedException {
        for (String line : hosts.lines().toList()) {
            String[] fields = line.split("[\t ]", -1);
            for (int i = 1; i < fields.length; i++) {
                // ff02::1 and the like are groups and prefixes, not hosts.
                boolean group = fields[i].startsWith("ip6-") && !fields[i].equals("ip6-localhost");
                if (!group && !elsewhere.contains(fields[0])) {
                    ping(netns, fields[0].contains(":") ? "-6" : "-4", fields[i]);
                }
            }
        }
    }

    private static void everyAddressAnswers(String netns, String variables) throws IOException, InterruptedException {
        for (String line : variables.lines().toList()) {
            String[] variable = line.split("=", 2);
            if (variable[0].endsWith("_ADDR")) {
                ping(netns, variable[1].contains(":") ? "-6" : "-4", variable[1]);
            }
        }
    }

    private static void ping(String netns, String family, String name) throws IOException, InterruptedException {
        Programs.Ended ping =
                Programs.run("ip", "netns", "exec", netns, "ping", family, "-n", "-c", "1", "-W", "2", name);
        assertEquals(0, ping.exit(), name + " from " + netns + ": " + ping.out());
    }

    private Manifest manifest() {
        return ManifestReader.read(
                        List.of(file.toString()),
                        Surroundings.of(Map.of(), file.resolveSibling("")),
                        InputStream.nullInputStream())
                .manifest();
    }

    /** Where containers are kept apart, a link opens the exposed ports only. */
    private static boolean mayPing(Stack stack, Container container) {
        return container.attachments().stream()
                .map(attachment -> stack.network(attachment.network()))
                .allMatch(network -> network.isEmpty() || network.get().icc());
    }

    private static boolean hasOwnNamespace(Container container) {
        return switch (container.mode()) {
            case NetworkMode.Networks _, NetworkMode.None _ -> true;
            case NetworkMode.Host _, NetworkMode.SharedWith _ -> false;
        };
    }

    private static String netns(Stack stack, Container container) {
        return container.attach() instanceof Attach.NetnsPath(String path)
                ? path.substring(Netns.DIRECTORY.length() + 1)
                : stack.name() + "." + container.name();
    }

    private String succeeds(Stack stack, Container container, String command) {
        Console.Ended ended = jnetctl.run(command, stack.name() + "/" + container.name());
        assertEquals(0, ended.exit(), ended.all());
        return ended.out();
    }

    private void succeeds(String... command) {
        Console.Ended ended = jnetctl.run(withFile(command));
        assertEquals(0, ended.exit(), ended.all());
    }

    private int run(String... command) {
        return jnetctl.run(withFile(command)).exit();
    }

    private String[] withFile(String... command) {
        return Stream.concat(Stream.of(command), Stream.of("-f", file.toString()))
                .toArray(String[]::new);
    }
}
