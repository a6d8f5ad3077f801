package io.jnetctl.golden.faults;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.golden.Console;
import io.jnetctl.golden.Programs;
import io.jnetctl.golden.packets.Iptables;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.linux.LinuxKernel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cannot be written, tools that fail, things that vanish. */
final class FaultsTest {
    private static final String A = Stacks.VARIANTS.get(0);
    private static final String B = Stacks.VARIANTS.get(1);
    private static final Path TOOLS = Path.of("/run/foreign/tools");
    private static final List<String> NAMES =
            List.of("iptables-save", "iptables-restore", "ip6tables-save", "ip6tables-restore");

    /** What a body does to the host, which it may not be able to take. */
    private interface Fault {
        void strike(FaultHost host) throws Exception;
    }

    /** After the fault the next apply converges, and a destroy leaves what was there. */
    private static void healed(Fault fault) throws Exception {
        FaultHost.run(Iptables.NFT, host -> {
            String empty = Traces.all();
            String foreign = Traces.foreign();
            apply(host, Stacks.BASE);
            fault.strike(host);
            assertEquals(foreign, Traces.foreign());
            apply(host, B);
            Console.Ended plan = host.jnetctl("plan", "-f", B, "--detailed-exitcode");
            assertEquals(0, plan.exit(), plan::all);
            assertEquals(foreign, Traces.foreign());
            destroyed(host, Stacks.NAME);
            destroyed(host, "base");
            assertEquals(empty, Traces.all());
        });
    }

    private static void apply(FaultHost host, String variant) {
        Console.Ended ended = host.jnetctl("apply", "-f", variant, "--yes");
        assertEquals(0, ended.exit(), ended::err);
    }

    private static void destroyed(FaultHost host, String stack) {
        Console.Ended ended = host.jnetctl("destroy", "--stack", stack, "--yes");
        assertEquals(0, ended.exit(), ended::err);
    }

    private static void fails(Console.Ended ended, String why) {
        assertEquals(1, ended.exit(), ended::all);
        assertTrue(ended.err().contains(why), ended::err);
        assertFalse(ended.err().contains("\tat "), ended::err);
    }

    /** Room for so many files, and no more, where files are written; in it is what was there before. */
    private static void mount(Path directory, String options) throws Exception {
        Path copy = Path.of("/run/foreign/copy");
        Files.createDirectories(directory);
        Programs.output("cp", "-a", directory.toString(), copy.toString());
        Programs.output("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", directory.toString());
        Programs.output("cp", "-a", copy + "/.", directory.toString());
        Programs.output("rm", "-r", copy.toString());
        Programs.output("mount", "-o", "remount," + options, directory.toString());
    }

    /** None of them is larger than a page. */
    private static int files(Path directory) throws Exception {
        return Programs.output("find", directory.toString(), "-type", "f")
                .lines()
                .toList()
                .size();
    }

    private static void unmount(Path directory) throws Exception {
        assertEquals("", Programs.output("find", directory.toString(), "-name", "*.jnetctl-*"), "a half file");
        Programs.output("umount", directory.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/netns", "/run/jnetctl"})
    void aFullFileSystemIsNamed(Path directory) throws Exception {
        healed(host -> {
            for (int pages : List.of(0, 1, 2, 5)) {
                mount(directory, "size=" + 4 * (pages + files(directory)) + "k");
                Console.Ended ended = host.jnetctl("apply", "-f", A, "--yes");
                if (ended.exit() != 0) {
                    fails(ended, "No space left on device");
                }
                unmount(directory);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/netns", "/run/jnetctl"})
    void aReadOnlyFileSystemIsNamed(Path directory) throws Exception {
        healed(host -> {
            mount(directory, "ro");
            fails(host.jnetctl("apply", "-f", A, "--yes"), "Read-only file system");
            unmount(directory);
        });
    }

    @Test
    void whatVanishesBetweenThePlanAndItsExecutionIsNamed() throws Exception {
        healed(host -> {
            Supplier<Kernel> vanishing = beforeExecution(() -> Programs.output("ip", "netns", "delete", "legacy"));
            fails(host.jnetctl(vanishing, "apply", "-f", A, "--yes"), "legacy");
            Programs.output("ip", "netns", "add", "legacy");
            Supplier<Kernel> dying = beforeExecution(() -> {
                host.close();
                return true;
            });
            fails(host.jnetctl(dying, "apply", "-f", A, "--yes"), "shop.process");
            fails(host.jnetctl("apply", "-f", A, "--yes"), Long.toString(host.attached()));
        });
    }

    private interface Deed {
        Object run() throws Exception;
    }

    private static Supplier<Kernel> beforeExecution(Deed deed) {
        return () -> {
            LinuxKernel kernel = LinuxKernel.open();
            return (Kernel) Proxy.newProxyInstance(
                    FaultsTest.class.getClassLoader(), new Class<?>[] {Kernel.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("execute")) {
                            deed.run();
                        }
                        try {
                            return method.invoke(kernel, arguments);
                        } catch (InvocationTargetException e) {
                            throw requireNonNull(e.getCause());
                        }
                    });
        };
    }

    /** Each call of a tool of iptables in its turn is refused, says what nobody can read, or is killed. */
    @ParameterizedTest
    @ValueSource(
            strings = {"echo refused by the test >&2; exit 2", "echo '*filter'; echo 'garbage'; exit 0", "kill -KILL $$"
            })
    void aToolThatFailsAtItsNthCallIsNamed(String how) throws Exception {
        healed(host -> {
            boolean failed = true;
            for (int n = 1; failed; n++) {
                wrap(n, how);
                Path output = FaultHost.OUTPUTS.resolve("tools");
                String variant = Stacks.VARIANTS.get(n % 2);
                int exit = host.start(
                                Map.of("PATH", TOOLS + ":" + System.getenv("PATH")),
                                output,
                                "apply",
                                "-f",
                                variant,
                                "--yes")
                        .waitFor();
                String said = Files.readString(output);
                assertFalse(said.contains("\tat "), said);
                assertTrue(exit == 0 || (said.contains("error: ") && exit == 1), said);
                failed = Files.size(TOOLS.resolve("calls")) >= n;
            }
            Programs.output("rm", "-r", TOOLS.toString());
        });
    }

    private static void wrap(int n, String how) throws Exception {
        Files.createDirectories(TOOLS);
        Files.writeString(TOOLS.resolve("calls"), "");
        for (String name : NAMES) {
            Path tool = TOOLS.resolve(name);
            Files.writeString(tool, """
                    #!/bin/sh
                    printf x >> %1$s/calls
                    if [ $(wc -c < %1$s/calls) = %2$d ]; then %3$s; fi
                    exec /usr/sbin/%4$s "$@"
                    """.formatted(TOOLS, n, how, name));
            assertTrue(tool.toFile().setExecutable(true));
        }
    }

    /** Not once for each rule. */
    @Test
    void aLockOfXtablesThatOthersKeepIsWaitedForOnceAndTheyAreNamed() throws Exception {
        FaultHost.run(Iptables.LEGACY, host -> {
            String empty = Traces.all();
            Files.createDirectories(TOOLS);
            for (String name : NAMES) {
                Path tool = TOOLS.resolve(name);
                // Waits for a second where jnetctl would have it wait for twenty.
                String options = name.endsWith("-save") ? "" : "--noflush --wait 1";
                Files.writeString(
                        tool,
                        "#!/bin/sh\nprintf '%s\\n' $0 >> %s/calls\nexec /usr/sbin/%s %s\n"
                                .formatted("%s", TOOLS, name, options));
                assertTrue(tool.toFile().setExecutable(true));
            }
            Process holder = new ProcessBuilder("flock", "--no-fork", "/run/xtables.lock", "sleep", "1000000").start();
            Path output = FaultHost.OUTPUTS.resolve("lock");
            Map<String, String> path = Map.of("PATH", TOOLS + ":" + System.getenv("PATH"));
            while (!Files.readString(Path.of("/proc/locks")).contains(" " + holder.pid() + " ")) {
                Thread.sleep(1);
            }
            assertEquals(
                    1,
                    host.start(path, output, "apply", "-f", Stacks.BASE, "--yes")
                            .waitFor());
            String said = Files.readString(output);
            assertTrue(
                    said.contains("xtables lock") && said.contains("(held by pid " + holder.pid() + ", sleep)"), said);
            assertEquals(1, calls().filter(call -> call.endsWith("-restore")).count(), () -> said);
            holder.destroyForcibly().waitFor();
            Programs.output("rm", "-r", TOOLS.toString());
            apply(host, Stacks.BASE);
            destroyed(host, "base");
            assertEquals(withoutLock(empty), withoutLock(Traces.all()));
        });
    }

    private static Stream<String> calls() throws Exception {
        return Files.readAllLines(TOOLS.resolve("calls")).stream();
    }

    private static String withoutLock(String traces) {
        return traces.lines()
                .filter(line -> !line.startsWith("/run/xtables.lock"))
                .collect(Collectors.joining("\n"));
    }
}
