package io.jnetctl.kernel.linux.execute;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.Refusal;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.Mounts;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import io.jnetctl.kernel.linux.sysctl.Sysctls;
import io.jnetctl.kernel.resource.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Named namespaces, as ip-netns(8) makes them. */
final class MadeNamespaces {
    private final OpenNamespaces namespaces;
    private boolean directoryShared;

    MadeNamespaces(OpenNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    /** Marked before it has a name: nobody ever sees it without. */
    void add(Namespace namespace, Owner owner) {
        Netns netns = namespace.netns();
        shareDirectory();
        claim(namespace, netns.path());
        try {
            OpenNetns made = namespaces.create();
            try {
                LinkMessage loopback =
                        LinkMessage.ofIndex(OpenNetns.LOOPBACK_INDEX).with(new LinkAttribute.Alias(owner.toString()));
                made.socket()
                        .request((Boolean.FALSE.equals(namespace.loopbackUp()) ? loopback : loopback.up()).change());
                Sysctls.forget(netns);
                Mounts.bind(made.fd().path(), netns.path());
            } catch (RuntimeException e) {
                made.close();
                throw e;
            }
            namespaces.keep(netns, made);
        } catch (RuntimeException e) {
            delete(netns.path());
            throw e;
        }
    }

    void update(Namespace namespace, Set<String> changed, Owner owner) {
        List<LinkAttribute> attributes = new ArrayList<>();
        if (changed.contains("owner")) {
            attributes.add(new LinkAttribute.Alias(owner.toString()));
        }
        Links.change(
                namespaces.get(namespace.netns()),
                "lo",
                attributes,
                changed.contains("loopback_up") ? namespace.loopbackUp() : null);
    }

    /** Takes the name away; processes that are still inside keep the namespace itself until they end. */
    void unname(Namespace namespace) {
        Netns netns = namespace.netns();
        namespaces.forget(netns);
        if (!NetnsFiles.isNamespace(Path.of(netns.path()))) {
            throw Refusal.of(namespace, "ENOENT", Errno.ENOENT.text());
        }
        Mounts.detach(netns.path());
        delete(netns.path());
    }

    /** The file that the namespace will be bound to; an empty one that a crash left is as good. */
    private static void claim(Namespace namespace, String path) {
        try {
            Fd.open(path, OpenFlags.RDONLY | OpenFlags.CREAT | OpenFlags.EXCL, NetnsFiles.UNBOUND_MODE)
                    .close();
        } catch (ErrnoException e) {
            if (!e.error().equals(Errno.EEXIST) || NetnsFiles.isNamespace(Path.of(path)) || !isEmpty(path)) {
                throw Refusal.of(namespace, e);
            }
        }
    }

    private static boolean isEmpty(String path) {
        try {
            return Files.isRegularFile(Path.of(path)) && Files.size(Path.of(path)) == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(String path) {
        try {
            Files.deleteIfExists(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Lets other mount namespaces see names come and go, as ip-netns(8) does: otherwise one that was made meanwhile would keep a
     * removed namespace's name busy.
     */
    private void shareDirectory() {
        if (directoryShared) {
            return;
        }
        try {
            Files.createDirectories(Path.of(Netns.DIRECTORY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Mounts.makeShared(Netns.DIRECTORY);
        } catch (ErrnoException e) {
            if (!e.error().equals(Errno.EINVAL)) {
                throw e;
            }
            // Only a mount can be shared.
            Mounts.bindTree(Netns.DIRECTORY, Netns.DIRECTORY);
            Mounts.makeShared(Netns.DIRECTORY);
        }
        directoryShared = true;
    }
}
