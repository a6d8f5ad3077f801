package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed.Entry;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a scope's namespaces, of those too that are gone. */
final class MemoryFileObservation {
    private static final String NETNS_FILES = "/etc/netns";
    private static final String PROCESSES = "/proc";
    private static final String RUN = "/run/jnetctl";
    private static final String ENV = ".env";

    private final MemoryHost host;
    private final Scope scope;
    private final Map<FileLocation, Entry> found = new LinkedHashMap<>();

    MemoryFileObservation(MemoryHost host, Scope scope, Collection<Netns> made) {
        this.host = host;
        this.scope = scope;
        made.forEach(netns -> lookInto(FileRoot.ofNamed(netns.name()), netns.name()));
    }

    List<Entry> entries() {
        for (String path : host.files.below(NETNS_FILES).keySet()) {
            String name = path.substring(NETNS_FILES.length() + 1, path.lastIndexOf('/'));
            int dot = name.indexOf('.');
            if (dot > 0 && scope.stacks().contains(name.substring(0, dot))) {
                lookInto(FileRoot.ofNamed(name), name);
            }
        }
        for (AttachedNetns attached : scope.attached().values()) {
            FileRoot etc = attached.etc();
            if (etc != null) {
                lookInto(etc, attached.netns().name());
            }
        }
        leftBehind();
        scope.stacks().stream().sorted().forEach(this::environments);
        return new ArrayList<>(found.values());
    }

    /** Blocks of the stacks in files of namespaces that the scope does not name. */
    private void leftBehind() {
        for (String path : host.files.below(NETNS_FILES).keySet()) {
            String name = path.substring(NETNS_FILES.length() + 1, path.lastIndexOf('/'));
            leftBehind(FileRoot.ofNamed(name), name);
        }
        for (String path : host.files.below(PROCESSES).keySet()) {
            String process = path.substring(0, path.indexOf('/', PROCESSES.length() + 1));
            if (path.startsWith(process + "/root/etc/")) {
                leftBehind(new FileRoot(process + "/root", "etc"), process);
            }
        }
    }

    private void leftBehind(FileRoot root, String netns) {
        leftBehind(new ManagedFile(Role.HOSTS, root.file("hosts"), netns, null));
        leftBehind(new ManagedFile(Role.RESOLV_CONF, root.file("resolv.conf"), netns, null));
    }

    private void leftBehind(ManagedFile file) {
        host.files
                .kept(file)
                .filter(kept -> scope.stacks().contains(kept.owner().stack()))
                .ifPresent(kept -> {
                    Owner owner = kept.owner();
                    String container = owner.object().split("/", 2)[0];
                    String netns = container.isEmpty() ? file.netns() : owner.stack() + "." + container;
                    look(new ManagedFile(file.role(), file.location(), netns, null));
                });
    }

    private void lookInto(FileRoot root, String netns) {
        look(new ManagedFile(Role.HOSTS, root.file("hosts"), netns, null));
        look(new ManagedFile(Role.RESOLV_CONF, root.file("resolv.conf"), netns, null));
    }

    private void environments(String stack) {
        for (String path : host.files.below(RUN + "/" + stack).keySet()) {
            if (path.endsWith(ENV)) {
                String container = path.substring((RUN + "/" + stack + "/").length(), path.length() - ENV.length());
                AttachedNetns attached = scope.attached().get(new Owner(stack, container));
                String netns = attached == null
                        ? stack + "." + container
                        : attached.netns().name();
                FileLocation location = new FileLocation(RUN, stack + "/" + container + ENV);
                look(new ManagedFile(Role.ENVIRONMENT, location, netns, null));
            }
        }
    }

    private void look(ManagedFile file) {
        if (found.containsKey(file.location())) {
            return;
        }
        host.files
                .kept(file)
                .ifPresentOrElse(
                        kept -> found.put(file.location(), new Entry(with(file, kept.lines()), kept.owner())),
                        () -> foreign(file));
    }

    /** A whole file of somebody else's is in the way; one that may take a block is not. */
    private void foreign(ManagedFile file) {
        if (file.role() == Role.ENVIRONMENT) {
            host.files
                    .find(file.location().path())
                    .ifPresent(held -> found.put(
                            file.location(),
                            new Entry(with(file, held.text().lines().toList()), null)));
        }
    }

    private static ManagedFile with(ManagedFile file, List<String> lines) {
        return new ManagedFile(file.role(), file.location(), file.netns(), lines);
    }
}
