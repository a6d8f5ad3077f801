package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Namespace;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Network namespaces: alive while a file or a process holds them. */
final class MemoryNamespaces {
    /** The identity of the host's own. */
    static final long HOST = 1;

    /** Stands for a file that no namespace is mounted on. */
    private static final long NOTHING = 0;

    private final MemoryHost host;
    /** The nsfs files, by path. */
    private final Table<String, Long> files;
    /** The namespace of each process. */
    private final Table<Integer, Long> processes;

    private final Table<Long, Long> alive;

    MemoryNamespaces(MemoryHost host) {
        this.host = host;
        files = new Table<>(host.undo);
        processes = new Table<>(host.undo);
        alive = new Table<>(host.undo);
    }

    void boot() {
        make();
        host.links.setUp(host.links.loopback(HOST), true);
    }

    private long make() {
        long id = host.nextIdentity();
        alive.put(id, id);
        host.links.makeLoopback(id);
        return id;
    }

    void add(Namespace namespace, Owner owner) {
        long id = mount(namespace.netns().path(), namespace.label());
        MemoryLinks.Link lo = host.links.loopback(id);
        host.links.put(lo.withMark(owner));
        if (!Boolean.FALSE.equals(namespace.loopbackUp())) {
            host.links.setUp(host.links.loopback(id), true);
        }
    }

    void update(Namespace namespace, Set<String> changed, Owner owner) {
        long id = resolve(namespace.netns(), namespace.label());
        if (changed.contains("owner")) {
            host.links.put(host.links.loopback(id).withMark(owner));
        }
        Boolean up = namespace.loopbackUp();
        if (changed.contains("loopback_up") && up != null) {
            host.links.setUp(host.links.loopback(id), up);
        }
    }

    void remove(Namespace namespace) {
        unmount(namespace.netns().path(), namespace.label());
    }

    /** Makes a namespace and mounts it on a file that is not there or holds nothing. */
    long mount(String path, String what) {
        if (files.get(path).orElse(NOTHING) != NOTHING) {
            throw Refusal.of("EEXIST", what);
        }
        long id = make();
        files.put(path, id);
        return id;
    }

    /** What a crash between making the file and mounting the namespace leaves. */
    void leaveEmptyFile(String path) {
        files.put(path, NOTHING);
    }

    void unmount(String path, String what) {
        long id = files.get(path).orElseThrow(() -> Refusal.of("ENOENT", what));
        files.remove(path);
        if (id != NOTHING) {
            host.links.removeHostEnds(id);
            release(id);
        }
    }

    void addProcess(int pid, long netns) {
        processes.put(pid, netns);
    }

    void endProcess(int pid) {
        long id = processes.get(pid).orElseThrow(() -> Refusal.of("ESRCH", "process " + pid));
        processes.remove(pid);
        release(id);
    }

    private void release(long id) {
        if (id == HOST || files.all().containsValue(id) || processes.all().containsValue(id)) {
            return;
        }
        host.links.removeAllOf(id);
        host.routes.removeAllOf(id);
        host.sysctls.removeAllOf(id);
        alive.remove(id);
    }

    /** @throws io.jnetctl.kernel.KernelException ENOENT when nothing is there, or a file that is no namespace */
    long resolve(Netns netns, String what) {
        return find(netns).filter(id -> id != NOTHING).orElseThrow(() -> Refusal.of("ENOENT", what));
    }

    private Optional<Long> find(Netns netns) {
        if (netns.isHost()) {
            return Optional.of(HOST);
        }
        String path = netns.path();
        if (path.startsWith("/proc/") && path.endsWith("/ns/net")) {
            String pid = path.substring("/proc/".length(), path.length() - "/ns/net".length());
            return processes.get(Integer.parseInt(pid));
        }
        return files.get(path);
    }

    boolean exists(Netns netns) {
        return find(netns).orElse(NOTHING) != NOTHING;
    }

    long identity(Netns netns) {
        return find(netns).orElse(NOTHING);
    }

    int processesIn(long netns) {
        return (int)
                processes.all().values().stream().filter(held -> held == netns).count();
    }

    /** The mounted namespaces by path, without the files that hold nothing. */
    SortedMap<String, Long> mounted() {
        SortedMap<String, Long> mounted = new java.util.TreeMap<>(files.all());
        mounted.values().removeIf(id -> id == NOTHING);
        return mounted;
    }

    Map<Long, Long> alive() {
        return alive.all();
    }

    /** Where it can be opened: by its name, or through a process in it. */
    Optional<String> pathOf(long id) {
        return mounted().entrySet().stream()
                .filter(file -> file.getValue() == id && file.getKey().startsWith(Netns.DIRECTORY + "/"))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> processes.all().entrySet().stream()
                        .filter(process -> process.getValue() == id)
                        .map(process -> "/proc/" + process.getKey() + "/ns/net")
                        .findFirst());
    }

    /** A name to print for a namespace: its file's, or what /proc shows for one without. */
    String nameOf(long id) {
        if (id == HOST) {
            return Netns.HOST.name();
        }
        return mounted().entrySet().stream()
                .filter(file -> file.getValue() == id)
                .map(file -> file.getKey().startsWith(Netns.DIRECTORY + "/")
                        ? file.getKey().substring(Netns.DIRECTORY.length() + 1)
                        : file.getKey())
                .findFirst()
                .orElse("netns:[" + id + "]");
    }
}
