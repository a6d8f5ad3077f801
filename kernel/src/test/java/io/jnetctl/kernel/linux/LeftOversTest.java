package io.jnetctl.kernel.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jnetctl.kernel.LockHolder;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Sysctl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process left that was killed between two steps of writing a file, and what the next that takes the lock makes of it. */
final class LeftOversTest {
    private static final LockHolder SELF = new LockHolder(1, "test", "root");
    private static final Path RUN = Path.of("/run/jnetctl");
    private static final Path ETC_NETNS = Path.of("/etc/netns");
    private static final Path WEB = ETC_NETNS.resolve("shop.web");
    private static final Path HOSTS = WEB.resolve("hosts");

    /** The lock's file outlives only those that were killed. */
    private static void killed(RealHost host) throws Exception {
        write(RUN.resolve("lock"), "1\ntest\nroot\n1\n");
        host.kernel().lock(SELF, Duration.ZERO).close();
    }

    private static void write(Path path, String text) throws Exception {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static List<Path> in(Path directory) throws Exception {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void filesThatWereBeingMadeGo() throws Exception {
        RealHost.run(host -> {
            write(ETC_NETNS.resolve(".jnetctl-new/hosts"), "10.0.0.2\tdb\n");
            write(ETC_NETNS.resolve("blue/hosts.jnetctl-new"), "");
            write(ETC_NETNS.resolve("blue/mine"), "");
            write(RUN.resolve("tables/iptables.nat.jnetctl-new"), "");
            write(RUN.resolve("shop/web.env.jnetctl-new"), "");
            write(RUN.resolve("recovery/journal.jnetctl-new"), "");
            write(RUN.resolve("recovery/progress"), "0\n");
            killed(host);
            assertEquals(List.of(ETC_NETNS.resolve("blue")), in(ETC_NETNS));
            assertEquals(List.of(ETC_NETNS.resolve("blue/mine")), in(ETC_NETNS.resolve("blue")));
            assertFalse(Files.exists(RUN));
        });
    }

    @Test
    void aFileThatWasBeingOverwrittenIsFinishedAlsoWhereNothingOfOursIsLeftInIt() throws Exception {
        RealHost.run(host -> {
            write(HOSTS, "192.0.2.1\tmine\ntail of the block\n");
            write(HOSTS.resolveSibling("hosts.jnetctl-journal"), "192.0.2.1\tmine\n");
            killed(host);
            assertEquals("192.0.2.1\tmine\n", Files.readString(HOSTS));
            assertEquals(List.of(HOSTS), in(WEB));
        });
    }

    @Test
    void soIsOneInTheRootOfAProcess() throws Exception {
        RealHost.run(host -> {
            Path hosts = Path.of("/etc/hosts");
            String all = Files.readString(hosts);
            String identity = Files.getAttribute(hosts, "unix:dev") + "-" + Files.getAttribute(hosts, "unix:ino");
            Process process = new ProcessBuilder("sleep", "1000000").start();
            try {
                Files.writeString(hosts, "half");
                write(RUN.resolve("journal/" + identity), all);
                write(RUN.resolve("journal/1-1"), "nobody sees this file any more");
                killed(host);
                assertEquals(all, Files.readString(hosts));
                assertFalse(Files.exists(RUN));
            } finally {
                process.destroyForcibly();
            }
        });
    }

    @Test
    void settingsOfLinksThatAreGoneAreForgotten() throws Exception {
        RealHost.run(host -> {
            write(RUN.resolve("sysctl/host/net.ipv4.conf.br-front.proxy_arp_pvlan"), "jnetctl:shop/front\n0");
            killed(host);
            assertFalse(Files.exists(RUN));
        });
    }

    @Test
    void aBridgeThatIsMadeAnewHasNoSettingsOfTheOldOne() throws Exception {
        RealHost.run(host -> {
            host.add(RealHost.FRONT, RealHost.bridge());
            String name = "net.ipv4.conf." + RealHost.bridge().name() + ".proxy_arp_pvlan";
            host.add(RealHost.FRONT, new Sysctl(Netns.HOST, name, "1"));
            Process outside =
                    new ProcessBuilder("ip", "link", "delete", RealHost.bridge().name()).start();
            assertEquals(0, outside.waitFor());
            host.add(RealHost.FRONT, RealHost.bridge());
            host.assertGone(new Sysctl(Netns.HOST, name, "1"));
        });
    }
}
