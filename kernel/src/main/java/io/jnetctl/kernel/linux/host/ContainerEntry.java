package io.jnetctl.kernel.linux.host;

import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.Mounts;
import io.jnetctl.kernel.linux.sys.Namespaces;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes the calling thread into a container as ip-netns(8) {@code exec} does: its network, and its files over those of /etc. */
public final class ContainerEntry {
    private ContainerEntry() {}

    /**
     * The thread cannot come back. What it starts or becomes is in the container too.
     *
     * @param netns the nsfs path
     * @param etc a directory, each file of which is bound over the one of its name in /etc where there is one; null for none
     * @throws KernelException EPERM without CAP_SYS_ADMIN
     */
    public static void enter(String netns, @Nullable String etc) {
        try (Fd namespace = Fd.open(netns, OpenFlags.RDONLY)) {
            Namespaces.enterNetns(namespace);
        }
        Namespaces.unshare(Namespaces.MOUNTS);
        Mounts.makeSlave("/");
        mountSys();
        if (etc != null) {
            files(Path.of(etc)).forEach(ContainerEntry::bindOverEtc);
        }
    }

    /** So that /sys/class/net shows the container's links. Not to be had everywhere, and not needed by most programs. */
    private static void mountSys() {
        try {
            Mounts.mount("sysfs", "/sys", "sysfs", "");
        } catch (ErrnoException ignored) {
            // Then it shows those of the host.
        }
    }

    private static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    private static void bindOverEtc(Path file) {
        Path covered = Path.of("/etc").resolve(file.getFileName());
        if (Files.exists(covered)) {
            Mounts.bind(file.toString(), covered.toString());
        }
    }
}
