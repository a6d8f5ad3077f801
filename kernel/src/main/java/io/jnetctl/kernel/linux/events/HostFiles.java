package io.jnetctl.kernel.linux.events;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.Scope.SysctlName;
import io.jnetctl.kernel.linux.files.RunDirectory;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Inotify;
import io.jnetctl.kernel.linux.sysctl.Sysctls;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Sysctl;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Watches the files that an observation looks at: namespaces, hosts files, notes, settings, and the lock of iptables-legacy. */
final class HostFiles implements AutoCloseable {
    private static final Path RUN = Path.of("/run");
    private static final Path ETC = Path.of("/etc");
    private static final Path ETC_NETNS = ETC.resolve("netns");
    private static final String NETNS = "netns";

    /** Held by all that changes rules of iptables-legacy, of which the kernel tells nothing; let go once that is done. */
    private static final String XTABLES_LOCK = "xtables.lock";

    /** Comes and goes with each command that changes the host, and says nothing of it. */
    private static final String LOCK = "lock";

    private static final int NAMES = Inotify.CREATE | Inotify.DELETE | Inotify.MOVED_FROM | Inotify.MOVED_TO;
    private static final int RELEASED = Inotify.CLOSE_WRITE | Inotify.CLOSE_NOWRITE;
    private static final int CONTENTS =
            NAMES | Inotify.MODIFY | Inotify.ATTRIB | Inotify.DELETE_SELF | Inotify.MOVE_SELF;

    /** A file by itself: its directory may be a container's, and busy. */
    private static final int ONE_FILE =
            Inotify.MODIFY | Inotify.ATTRIB | Inotify.DELETE_SELF | Inotify.MOVE_SELF | Inotify.DONT_FOLLOW;

    /** Looks of different scopes take turns; what only one of them names stays for some rounds. */
    private static final int ROUNDS_KEPT = 4;

    private final Watches watches = new Watches(ROUNDS_KEPT);
    private final OpenNamespaces namespaces;

    HostFiles(OpenNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    /** Watches what was looked at; whether any of it was not watched meanwhile. */
    boolean cover(Scope scope, Observed observed) {
        watches.begin();
        watches.add(
                RUN.toString(),
                RUN.toString(),
                NAMES | RELEASED,
                event -> event.has(RELEASED)
                        ? event.name().equals(XTABLES_LOCK)
                        : event.name().equals(NETNS));
        directory(Path.of(Netns.DIRECTORY), NAMES, event -> true);
        directory(ETC, NAMES, event -> event.name().equals(NETNS));
        tree(ETC_NETNS, event -> true);
        tree(RunDirectory.PATH, event -> !event.name().equals(LOCK));
        Set<SysctlName> settings = new LinkedHashSet<>(scope.sysctls());
        for (Observed.Entry entry : observed.entries().values()) {
            Resource resource = entry.resource();
            if (resource instanceof ManagedFile file) {
                elsewhere(Path.of(file.location().path()));
            } else if (resource instanceof Sysctl sysctl) {
                settings.add(new SysctlName(sysctl.netns(), sysctl.name()));
            }
        }
        settings(settings);
        return watches.end();
    }

    private void directory(Path path, int mask, Predicate<Inotify.Event> matters) {
        watches.add(path.toString(), path.toString(), mask | Inotify.ONLY_DIRECTORY, matters);
    }

    private void tree(Path path, Predicate<Inotify.Event> matters) {
        directory(path, CONTENTS, matters);
        for (String name : NetnsFiles.names(path)) {
            Path inside = path.resolve(name);
            if (Files.isDirectory(inside, LinkOption.NOFOLLOW_LINKS)) {
                tree(inside, event -> true);
            }
        }
    }

    private void elsewhere(Path file) {
        if (!file.startsWith(ETC_NETNS) && !file.startsWith(RunDirectory.PATH)) {
            watches.add(file.toString(), file.toString(), ONE_FILE, event -> true);
        }
    }

    /** Each from inside its namespace: the path is the same in all of them. */
    private void settings(Set<SysctlName> settings) {
        Map<Netns, List<String>> byNetns = new TreeMap<>();
        settings.forEach(setting -> byNetns.computeIfAbsent(setting.netns(), unused -> new ArrayList<>())
                .add(setting.name()));
        byNetns.forEach((netns, names) -> {
            try {
                namespaces.callIn(netns, () -> {
                    names.forEach(name ->
                            watches.add(netns.name() + " " + name, Sysctls.path(name), Inotify.MODIFY, event -> true));
                    return names;
                });
            } catch (ErrnoException e) {
                // It is gone, which is told of otherwise.
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                namespaces.release();
            }
        });
    }

    Watches watches() {
        return watches;
    }

    @Override
    public void close() {
        watches.close();
    }
}
