package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.KernelEvents.Topic;
import java.util.HashMap;
import java.util.Map;

/** All that a host's kernel holds, one concern a field; each concern sees the others through this. */
final class MemoryHost {
    final MemoryEvents events = new MemoryEvents();
    final Undo undo = new Undo(() -> events.changed(Topic.HOST));
    final MemoryNamespaces namespaces = new MemoryNamespaces(this);
    final MemoryLinks links = new MemoryLinks(this);
    final MemoryAddresses addresses = new MemoryAddresses(this);
    final MemoryProxyNeighbours proxies = new MemoryProxyNeighbours(this);
    final MemoryRoutes routes = new MemoryRoutes(this);
    final MemoryFirewall firewall = new MemoryFirewall(this);
    final MemoryFiles files = new MemoryFiles(this);
    final MemorySysctls sysctls = new MemorySysctls(this);
    final MemorySockets sockets = new MemorySockets(this);
    final MemoryFlows flows = new MemoryFlows(this);
    /** By stack. */
    final Map<String, String> notes = new HashMap<>();

    final MemoryJournal journal = new MemoryJournal();

    private long lastIdentity;

    MemoryHost() {
        namespaces.boot();
    }

    /** A number that no object had before: what an interface index or an inode number is to the real kernel. */
    long nextIdentity() {
        return ++lastIdentity;
    }
}
