package io.jnetctl.kernel.linux.files;

import static io.jnetctl.kernel.linux.RealHost.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.linux.RealHost;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Files of real file systems, in a private host. */
class ManagedFilesTest {
    private static final Path HOSTS = Path.of("/etc/netns/shop.web/hosts");
    private static final String BLOCK = "# begin jnetctl:shop/web\n10.0.0.2\tdb\n# end jnetctl:shop/web\n";

    @Test
    void aHostsFileIsMadeReadAndRemovedWithItsDirectory() throws Exception {
        RealHost.run(host -> {
            host.add(WEB, hosts("10.0.0.2\tdb"));
            assertEquals(BLOCK, Files.readString(HOSTS));
            assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(HOSTS)));
            host.assertHas(hosts("10.0.0.2\tdb"), WEB);
            host.refused("EEXIST", new Operation.Add(hosts("10.0.0.2\tdb"), WEB));
            host.remove(hosts("10.0.0.2\tdb"));
            assertFalse(Files.exists(HOSTS.getParent()));
            host.refused("ENOENT", new Operation.Remove(hosts()));
        });
    }

    @Test
    void theUsersTextAndTheInodeSurviveEveryChange() throws Exception {
        RealHost.run(host -> {
            Files.createDirectories(HOSTS.getParent());
            Files.writeString(HOSTS, "192.0.2.1\tmine");
            Object inode = Files.getAttribute(HOSTS, "unix:ino");
            host.add(WEB, hosts("10.0.0.2\tdb"));
            assertEquals("192.0.2.1\tmine\n" + BLOCK, Files.readString(HOSTS));
            ManagedFile longer = hosts("10.0.0.2\tdb", "10.0.0.3\tcache");
            host.execute(new Operation.Update(hosts("10.0.0.2\tdb"), longer, Set.of("lines"), WEB));
            host.assertHas(longer, WEB);
            host.remove(longer);
            assertEquals("192.0.2.1\tmine\n", Files.readString(HOSTS));
            assertEquals(inode, Files.getAttribute(HOSTS, "unix:ino"));
            try (var files = Files.list(HOSTS.resolveSibling("."))) {
                assertEquals(1, files.count());
            }
        });
    }

    @Test
    void anEnvironmentIsPrivateAndOursWhole() throws Exception {
        RealHost.run(host -> {
            FileLocation location = new FileLocation("/run/jnetctl", "shop/web.env");
            ManagedFile file = new ManagedFile(Role.ENVIRONMENT, location, "shop.web", List.of("DB_NAME=/web/db"));
            host.add(WEB, file);
            Path path = Path.of(location.path());
            assertEquals("# jnetctl:shop/web\nDB_NAME=/web/db\n", Files.readString(path));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            host.assertHas(file, WEB);
            host.remove(file);
            assertFalse(Files.exists(Path.of("/run/jnetctl")));
        });
    }

    @Test
    void aWriteCutShortIsSeenAsHalfMadeAndRepairedByAnUpdate() throws Exception {
        RealHost.run(host -> {
            Files.createDirectories(HOSTS.getParent());
            Files.writeString(HOSTS, "192.0.2.1\tmi");
            Files.writeString(HOSTS.resolveSibling("hosts.jnetctl-journal"), "192.0.2.1\tmine\n" + BLOCK);
            Observed.Entry half = host.observe().get(hosts().key()).orElseThrow();
            assertEquals(new Observed.Entry(hosts("10.0.0.2\tdb"), new Owner("shop", "")), half);
            host.execute(new Operation.Update(half.resource(), hosts("10.0.0.2\tdb"), Set.of("owner"), WEB));
            assertEquals("192.0.2.1\tmine\n" + BLOCK, Files.readString(HOSTS));
            host.assertHas(hosts("10.0.0.2\tdb"), WEB);
        });
    }

    @Test
    void linksInAContainersRootLeadNowhereOutsideOfIt() throws Exception {
        RealHost.run(host -> {
            Path root = Files.createDirectories(Path.of("/run/root"));
            Files.createDirectories(root.resolve("etc"));
            Files.createDirectories(root.resolve("run"));
            Path outside = Files.writeString(Path.of("/run/hosts"), "outside\n");
            Files.createSymbolicLink(root.resolve("etc/hosts"), Path.of("../../../../../run/hosts"));
            Files.writeString(root.resolve("run/hosts"), "inside\n");
            host.add(WEB, inRoot("10.0.0.2\tdb"));
            assertEquals("outside\n", Files.readString(outside));
            assertEquals("inside\n" + BLOCK, Files.readString(root.resolve("run/hosts")));
            Files.delete(root.resolve("run/hosts"));
            host.add(WEB, inRoot("10.0.0.2\tdb"));
            assertEquals("outside\n", Files.readString(outside));
            assertEquals(BLOCK, Files.readString(root.resolve("etc/hosts")));
        });
    }

    @Test
    void whatIsNoRegularFileOfABearableSizeIsRefusedAndDoesNotStopAnObservation() throws Exception {
        RealHost.run(host -> {
            Path etc = Files.createDirectories(Path.of("/run/root/etc"));
            Path file = etc.resolve("hosts");
            Operation add = new Operation.Add(inRoot("10.0.0.2\tdb"), WEB);
            new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
            assertTrue(host.refused("EINVAL", add).contains("it is a pipe, socket or device"));
            observeAttached(host);
            Files.delete(file);
            Files.createDirectory(file);
            assertTrue(host.refused("EISDIR", add).contains("it is a directory"));
            observeAttached(host);
            Files.delete(file);
            try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
                huge.setLength(9 << 20);
            }
            assertTrue(host.refused("EFBIG", add).contains("9437184 bytes"));
            observeAttached(host);
            Files.delete(file);
            Files.delete(etc);
            host.refused("ENOENT", add);
        });
    }

    /** A regular file by its looks; what is written into it changes the process that writes, or the host. */
    @Test
    void aLinkToAFileOfTheKernelsIsRefusedAndNothingIsWrittenThere() throws Exception {
        RealHost.run(host -> {
            Path etc = Files.createDirectories(Path.of("/run/root/etc"));
            Path proc = Files.createDirectories(Path.of("/run/root/proc"));
            run("mount", "-t", "proc", "proc", proc.toString());
            Path name = Path.of("/proc/self/comm");
            String before = Files.readString(name);
            Files.createSymbolicLink(etc.resolve("hosts"), name);
            String refusal = host.refused("EINVAL", new Operation.Add(inRoot("10.0.0.2\tdb"), WEB));
            assertTrue(refusal.contains("it is a file of the kernel's"), refusal);
            assertEquals(before, Files.readString(name));
            observeAttached(host);
        });
    }

    @Test
    void aSparseFileOfAGigabyteIsNotRead() throws Exception {
        RealHost.run(host -> {
            Path file = Files.createDirectories(Path.of("/run/root/etc")).resolve("hosts");
            try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
                huge.setLength(1L << 30);
            }
            String refusal = host.refused("EFBIG", new Operation.Add(inRoot("10.0.0.2\tdb"), WEB));
            assertTrue(refusal.contains("1073741824 bytes"), refusal);
            observeAttached(host);
            assertEquals(1L << 30, Files.size(file));
        });
    }

    @Test
    void aDeviceIsNotOpened() throws Exception {
        RealHost.run(host -> {
            Path file = Files.createDirectories(Path.of("/run/root/etc")).resolve("hosts");
            run("mknod", file.toString(), "c", "1", "5");
            String refusal = host.refused("EINVAL", new Operation.Add(inRoot("10.0.0.2\tdb"), WEB));
            assertTrue(refusal.contains("it is a pipe, socket or device"), refusal);
            observeAttached(host);
        });
    }

    /** What is written is the file that was looked at, or nothing; a name that a container turns round meanwhile leads nowhere else. */
    @Test
    void aFileThatIsExchangedAllTheTimeChangesNothingOutside() throws Exception {
        RealHost.run(host -> {
            Path etc = Files.createDirectories(Path.of("/run/root/etc"));
            Path outside = Files.writeString(Path.of("/run/outside"), "outside\n");
            Files.writeString(etc.resolve("regular"), "inside\n");
            Files.createSymbolicLink(etc.resolve("link"), outside);
            Files.createSymbolicLink(etc.resolve("climbing"), Path.of("../../outside"));
            run("mkfifo", etc.resolve("pipe").toString());
            AtomicBoolean done = new AtomicBoolean();
            Thread container = Thread.ofPlatform().start(() -> exchange(etc, done));
            try {
                for (int i = 0; i < 300; i++) {
                    ManagedFile file = inRoot("10.0.0." + (i % 250 + 1) + "\tdb");
                    try {
                        host.execute(new Operation.Add(file, WEB));
                        host.execute(new Operation.Remove(file));
                    } catch (KernelException e) {
                        // It was no file just then, or had no block of ours.
                    }
                    observed(host);
                }
            } finally {
                done.set(true);
                container.join();
            }
            assertEquals("outside\n", Files.readString(outside));
        });
    }

    private static void exchange(Path etc, AtomicBoolean done) {
        List<String> forms = List.of("regular", "link", "climbing", "pipe");
        for (int i = 0; !done.get(); i++) {
            try {
                Path hosts = etc.resolve("hosts");
                Path next = etc.resolve(forms.get(i % forms.size()));
                Files.deleteIfExists(hosts);
                if (Files.isSymbolicLink(next)) {
                    Files.createSymbolicLink(hosts, Files.readSymbolicLink(next));
                } else {
                    Files.createLink(hosts, next);
                }
            } catch (FileAlreadyExistsException e) {
                // Made by the other side meanwhile.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void run(String... command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    private static void observeAttached(RealHost host) {
        assertEquals(Map.of(), observed(host));
    }

    private static Map<Key, Observed.Entry> observed(RealHost host) {
        AttachedNetns attached =
                new AttachedNetns(new Netns("c1", "/proc/thread-self/ns/net"), new FileRoot("/run/root", "etc"));
        Scope scope = new Scope(Set.of("shop"), Map.of(WEB, attached), Set.of());
        return host.kernel().observe(scope).entries();
    }

    private static ManagedFile hosts(String... lines) {
        return new ManagedFile(Role.HOSTS, FileRoot.ofNamed("shop.web").file("hosts"), "shop.web", List.of(lines));
    }

    private static ManagedFile inRoot(String... lines) {
        return new ManagedFile(Role.HOSTS, new FileRoot("/run/root", "etc").file("hosts"), "c1", List.of(lines));
    }
}
