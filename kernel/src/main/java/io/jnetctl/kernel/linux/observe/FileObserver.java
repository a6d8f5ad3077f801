package io.jnetctl.kernel.linux.observe;

import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.linux.files.ManagedFiles;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of stacks: those that outlived their namespace too, after a reboot.
 */
final class FileObserver {
    private static final Path ETC_NETNS = Path.of("/etc/netns");
    private static final String RUN = "/run/jnetctl";
    private static final String ENVIRONMENT = ".env";
    private static final String HOSTS = "hosts";
    private static final String RESOLV_CONF = "resolv.conf";

    private final Scope scope;
    private final Map<NetnsSnapshot, List<FileRoot>> strays;
    private final Entries entries;

    /** @param strays namespaces that the scope does not name, and where their files may be */
    FileObserver(Scope scope, Map<NetnsSnapshot, List<FileRoot>> strays, Entries entries) {
        this.scope = scope;
        this.strays = strays;
        this.entries = entries;
    }

    void observe() {
        for (String netns : NetnsFiles.names(ETC_NETNS)) {
            if (NamespaceObserver.isIn(netns, scope.stacks())) {
                inRoot(FileRoot.ofNamed(netns), netns, scope.stacks());
            }
        }
        for (Map.Entry<Owner, AttachedNetns> attached : scope.attached().entrySet()) {
            FileRoot etc = attached.getValue().etc();
            if (etc != null) {
                inRoot(
                        etc,
                        attached.getValue().netns().name(),
                        Set.of(attached.getKey().stack()));
            }
        }
        leftBehind();
        for (String stack : scope.stacks()) {
            for (String name : NetnsFiles.names(Path.of(RUN, stack))) {
                if (name.endsWith(ENVIRONMENT)) {
                    environment(stack, name);
                }
            }
        }
    }

    private void inRoot(FileRoot etc, String netns, Set<String> stacks) {
        add(Role.HOSTS, etc.file(HOSTS), netns, stacks);
        add(Role.RESOLV_CONF, etc.file(RESOLV_CONF), netns, stacks);
    }

    /** Blocks of the stacks in files of namespaces that the scope does not name: those of containers that are attached no more. */
    private void leftBehind() {
        Set<String> seen = new HashSet<>();
        for (String netns : NetnsFiles.names(ETC_NETNS)) {
            if (!NamespaceObserver.isIn(netns, scope.stacks())) {
                leftBehind(FileRoot.ofNamed(netns), netns, seen);
            }
        }
        strays.forEach((snapshot, roots) -> {
            for (FileRoot root : roots) {
                leftBehind(root, snapshot.netns().name(), seen);
            }
        });
    }

    /**
     * @param netns the name of the namespace, where the block names no container
     * @param seen the files that were found already: one may be bound over another's place
     */
    private void leftBehind(FileRoot etc, String netns, Set<String> seen) {
        for (Role role : List.of(Role.HOSTS, Role.RESOLV_CONF)) {
            FileLocation location = etc.file(role == Role.HOSTS ? HOSTS : RESOLV_CONF);
            Observed.Entry entry =
                    ManagedFiles.observe(role, location, netns, scope.stacks()).orElse(null);
            Owner owner = entry == null ? null : entry.owner();
            if (entry != null
                    && owner != null
                    && entry.resource() instanceof ManagedFile file
                    && scope.stacks().contains(owner.stack())
                    && seen.add(ManagedFiles.identity(location))) {
                String container = StrayNamespaces.containerName(owner);
                String name = container == null ? netns : container;
                entries.add(new ManagedFile(role, location, name, file.lines()), owner);
            }
        }
    }

    private void environment(String stack, String name) {
        String container = name.substring(0, name.length() - ENVIRONMENT.length());
        AttachedNetns attached = scope.attached().get(new Owner(stack, container));
        String netns =
                attached == null ? stack + "." + container : attached.netns().name();
        add(Role.ENVIRONMENT, new FileLocation(RUN, stack + "/" + name), netns, Set.of(stack));
    }

    private void add(Role role, FileLocation location, String netns, Set<String> stacks) {
        Observed.Entry entry =
                ManagedFiles.observe(role, location, netns, stacks).orElse(null);
        if (entry != null) {
            entries.add(entry);
        }
    }
}
