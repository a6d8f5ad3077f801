package io.jnetctl.kernel.linux.observe;

import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.linux.files.ManagedFiles;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The files of stacks: those that outlived their namespace too, after a reboot.
 */
final class FileObserver {
    private static final Path ETC_NETNS = Path.of("/etc/netns");
    private static final String RUN = "/run/jnetctl";
    private static final String ENVIRONMENT = ".env";

    private final Scope scope;
    private final Entries entries;

    FileObserver(Scope scope, Entries entries) {
        this.scope = scope;
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
        for (String stack : scope.stacks()) {
            for (String name : NetnsFiles.names(Path.of(RUN, stack))) {
                if (name.endsWith(ENVIRONMENT)) {
                    environment(stack, name);
                }
            }
        }
    }

    private void inRoot(FileRoot etc, String netns, Set<String> stacks) {
        add(Role.HOSTS, etc.file("hosts"), netns, stacks);
        add(Role.RESOLV_CONF, etc.file("resolv.conf"), netns, stacks);
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
