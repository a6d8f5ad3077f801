package io.jnetctl.kernel.linux;

import static io.jnetctl.kernel.linux.RealHost.END;
import static io.jnetctl.kernel.linux.RealHost.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Veth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is left in namespaces that were attached, found by nothing but the marks on the host. */
class StrayNamespacesTest {
    private static final Path PRIVATE_HOSTS = Path.of("/run/private-hosts");
    private static final Path VICTIM = Path.of("/run/victim");
    private static final String BLOCK = "# begin jnetctl:shop/web\n10.0.0.2\tdb\n# end jnetctl:shop/web\n";

    @Test
    void whatIsInANamedNamespaceIsFoundAndRemovedWithoutAnybodySayingWhereItIs() throws Exception {
        RealHost.run(host -> {
            host.add(WEB, new Namespace("lab", true));
            AttachedNetns lab = host.kernel().locate(new AttachTarget.Path("/run/netns/lab"));
            Path hosts = Files.createDirectories(Path.of("/etc/netns/lab")).resolve("hosts");
            Files.writeString(hosts, "192.0.2.1\tmine\n");
            plumb(host, new AttachedNetns(new Netns("shop.web", lab.netns().path()), lab.etc()));
            removeAllThatIsFound(host, 4);
            assertEquals("192.0.2.1\tmine\n", Files.readString(hosts));
        });
    }

    @Test
    void whatIsInANamespaceOfAProcessIsFoundAndItsOwnHostsFileToo() throws Exception {
        RealHost.run(host -> {
            Files.writeString(PRIVATE_HOSTS, "127.0.0.1\tlocalhost\n");
            try (Container container = Container.start("mount --bind " + PRIVATE_HOSTS + " /etc/hosts")) {
                AttachedNetns found = host.kernel().locate(new AttachTarget.Pid(container.pid()));
                plumb(
                        host,
                        new AttachedNetns(new Netns("shop.web", found.netns().path()), found.etc()));
                assertEquals("127.0.0.1\tlocalhost\n" + BLOCK, Files.readString(PRIVATE_HOSTS));
                removeAllThatIsFound(host, 4);
                assertEquals("127.0.0.1\tlocalhost\n", Files.readString(PRIVATE_HOSTS));
            }
        });
    }

    @Test
    void aFileThatIsBoundIntoAProcessIsFoundOnce() throws Exception {
        RealHost.run(host -> {
            host.add(WEB, new Namespace("lab", true));
            Path hosts = Files.createDirectories(Path.of("/etc/netns/lab")).resolve("hosts");
            Files.writeString(hosts, "192.0.2.1\tmine\n");
            try (Container _ = Container.in("/run/netns/lab", "mount --bind " + hosts + " /etc/hosts")) {
                plumb(host, new AttachedNetns(Netns.named("lab"), FileRoot.ofNamed("lab")));
                removeAllThatIsFound(host, 4);
                assertEquals("192.0.2.1\tmine\n", Files.readString(hosts));
            }
        });
    }

    @Test
    void aLinkInAContainersRootIsNotFollowedOutOfIt() throws Exception {
        RealHost.run(host -> {
            Files.writeString(VICTIM, BLOCK);
            String root = "mkdir -p /run/root/etc && ln -s " + VICTIM + " /run/root/etc/hosts"
                    + " && for d in bin lib lib64 usr; do mkdir /run/root/$d && mount --rbind /$d /run/root/$d; done";
            try (Container container = Container.start(root, "chroot /run/root")) {
                AttachedNetns found = host.kernel().locate(new AttachTarget.Pid(container.pid()));
                Netns netns = new Netns("shop.web", found.netns().path());
                host.add(END, pair(netns));
                assertEquals(List.of(pair(netns)), ours(host));
                host.remove(pair(netns));
                assertEquals(BLOCK, Files.readString(VICTIM));
            }
        });
    }

    private static Veth pair(Netns netns) {
        return new Veth("v-web", netns, "eth7", "", RealHost.veth().macAddress(), 1500, true, true, false);
    }

    private static void plumb(RealHost host, AttachedNetns attached) {
        Netns netns = attached.netns();
        host.add(
                END,
                pair(netns),
                RealHost.address(netns, "eth7", "10.10.0.7/24"),
                Route.via(netns, Cidr.parse("192.0.2.0/24"), IpAddress.parse("10.10.0.1"), "eth7"));
        host.add(
                WEB,
                new ManagedFile(
                        Role.HOSTS,
                        Objects.requireNonNull(attached.etc()).file("hosts"),
                        "shop.web",
                        List.of("10.0.0.2\tdb")));
    }

    private static void removeAllThatIsFound(RealHost host, int count) {
        List<Resource> ours = ours(host);
        assertEquals(count, ours.size(), ours.toString());
        host.remove(ours.reversed().toArray(Resource[]::new));
        assertEquals(List.of(), ours(host));
    }

    private static List<Resource> ours(RealHost host) {
        List<Resource> ours = new ArrayList<>();
        for (Observed.Entry entry : host.observe().entries().values()) {
            if (entry.isOwnedBy("shop")) {
                ours.add(entry.resource());
            }
        }
        return ours;
    }

    /** A process with its own view of the file system, as container runtimes start them. */
    private record Container(Process process) implements AutoCloseable {
        static Container start(String... words) throws Exception {
            return run(List.of("unshare", "--mount", "--net"), words);
        }

        static Container in(String netns, String... words) throws Exception {
            return run(List.of("nsenter", "--net=" + netns, "unshare", "--mount"), words);
        }

        private static Container run(List<String> before, String... words) throws Exception {
            List<String> command = new ArrayList<>(before);
            String prefix = words.length > 1 ? words[1] + " " : "";
            command.addAll(List.of("sh", "-c", words[0] + " && exec " + prefix + "sh -c 'echo ready; exec sleep 600'"));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertEquals("ready", process.inputReader().readLine());
            return new Container(process);
        }

        int pid() {
            return Math.toIntExact(process.pid());
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
