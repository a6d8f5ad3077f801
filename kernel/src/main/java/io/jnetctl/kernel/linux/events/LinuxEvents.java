package io.jnetctl.kernel.linux.events;

import io.jnetctl.kernel.KernelEvents;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.linux.netlink.EventSocket;
import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.Inotify;
import io.jnetctl.kernel.linux.sys.Polling;
import io.jnetctl.kernel.linux.sys.Wakeup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that makes a noise, at one place to wait. */
public final class LinuxEvents implements KernelEvents {
    /**
     * RTNLGRP_ of linux/rtnetlink.h: LINK, addresses and routes of both families, NSID, settings of both families. Neighbours are left
     * out: they come and go with traffic, and of those that are proxied for the kernel tells nothing.
     */
    private static final int[] ROUTE_GROUPS = {1, 5, 7, 9, 11, 24, 25, 28};

    /** NFNLGRP_NFTABLES of linux/netfilter/nfnetlink.h. */
    private static final int NFTABLES_GROUP = 7;

    private static final int FILE_CHANGES = Inotify.MODIFY
            | Inotify.ATTRIB
            | Inotify.CREATE
            | Inotify.DELETE
            | Inotify.MOVED_FROM
            | Inotify.MOVED_TO
            | Inotify.DELETE_SELF
            | Inotify.MOVE_SELF
            | Inotify.ONLY_DIRECTORY;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final EventSocket route;
    private final @Nullable EventSocket nftables;
    private final HostFiles hostFiles;
    private final Watches followed;
    private final Wakeup wakeup;
    private final Set<Topic> pending = EnumSet.noneOf(Topic.class);

    private LinuxEvents(OpenNamespaces namespaces, boolean hasNfTables) {
        route = kept(EventSocket.open(NetlinkProtocol.ROUTE, true, ROUTE_GROUPS));
        nftables = hasNfTables ? kept(EventSocket.open(NetlinkProtocol.NETFILTER, false, NFTABLES_GROUP)) : null;
        hostFiles = kept(new HostFiles(namespaces));
        followed = kept(new Watches(1));
        wakeup = kept(Wakeup.open());
    }

    /**
     * Listens in the network namespace and to the files of the calling thread.
     *
     * @param hasNfTables whether rules of nf_tables may be changed there
     */
    public static LinuxEvents open(OpenNamespaces namespaces, boolean hasNfTables) {
        return new LinuxEvents(namespaces, hasNfTables);
    }

    private <T extends AutoCloseable> T kept(T open) {
        opened.add(open);
        return open;
    }

    /** Watches the files that were looked at. What was not watched until now may have changed meanwhile. */
    public void cover(Scope scope, Observed observed) {
        if (hostFiles.cover(scope, observed)) {
            pending.add(Topic.HOST);
        }
    }

    @Override
    public void follow(Set<Path> directories) {
        followed.begin();
        for (Path directory : directories) {
            followed.add(directory.toString(), directory.toString(), FILE_CHANGES, event -> true);
        }
        if (followed.end()) {
            pending.add(Topic.FILES);
        }
    }

    @Override
    public Set<Topic> await(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean over = false;
        while (!over) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            List<Fd> readable = Polling.readable(all(), pending.isEmpty() ? left : Duration.ZERO);
            readable.forEach(this::take);
            // What was read may be of no interest, and then the wait goes on.
            over = readable.isEmpty() || !pending.isEmpty() || readable.contains(wakeup.fd());
        }
        Set<Topic> topics = Set.copyOf(pending);
        pending.clear();
        return topics;
    }

    private List<Fd> all() {
        List<Fd> all = new ArrayList<>(List.of(route.fd(), hostFiles.watches().fd(), followed.fd(), wakeup.fd()));
        if (nftables != null) {
            all.add(nftables.fd());
        }
        return all;
    }

    private void take(Fd fd) {
        if (fd == wakeup.fd()) {
            wakeup.take();
        } else if (fd == followed.fd()) {
            if (followed.read()) {
                pending.add(Topic.FILES);
            }
        } else if (fd == hostFiles.watches().fd()) {
            if (hostFiles.watches().read()) {
                pending.add(Topic.HOST);
            }
        } else {
            (fd == route.fd() || nftables == null ? route : nftables).drain();
            pending.add(Topic.HOST);
        }
    }

    @Override
    public void wake() {
        wakeup.signal();
    }

    @Override
    public void close() {
        for (AutoCloseable open : opened.reversed()) {
            try {
                open.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
