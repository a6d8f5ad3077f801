package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.Listener.Holder;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.flow.Flow;
import io.jnetctl.kernel.flow.FlowPattern;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What others do on a host, past jnetctl: administrators, daemons, crashes. Tests set their scenes with it, on the host in memory and on
 * a real one alike.
 */
public interface Outside {
    /** As {@code ip netns add}: a namespace without a mark. */
    void addNamespace(String name);

    /** As {@code ip netns delete}. */
    void deleteNamespace(String name);

    /** What a crash between making the file of a namespace and mounting the namespace on it leaves. */
    void leaveEmptyNamespaceFile(String name);

    /** A bridge that is up, on the host. */
    void addBridge(String name);

    /** A pair of veth that are up. */
    void addVeth(Netns netns, String name, Netns peerNetns, String peer);

    /** A bridge that was made for a stack, by somebody who died before it was fully marked. */
    void leaveHalfMadeBridge(String stack, String name);

    /** A pair that was made for a stack, by somebody who died before it was fully marked; its ends are down. */
    void leaveHalfMadeVeth(String stack, String name, Netns netns, String peer);

    /** Makes a link another object's, or with an empty {@code mark} nobody's. */
    void mark(Netns netns, String link, Optional<Owner> mark);

    /** Puts a link of the host into another group (IFLA_GROUP of linux/if_link.h). */
    void setGroup(String link, int group);

    /** Makes a port of a bridge an isolated one, or one that is not. */
    void setIsolated(String link, boolean isolated);

    void deleteLink(Netns netns, String name);

    void setUp(Netns netns, String link, boolean up);

    void setMtu(Netns netns, String link, int mtu);

    /** Makes a link of the host the port of a bridge, or with an empty name of none. */
    void setMaster(String link, String bridge);

    void rename(Netns netns, String link, String name);

    void addAddress(Netns netns, String link, InterfaceAddress address);

    void deleteAddress(Netns netns, String link, InterfaceAddress address);

    /** Has the host answer for an IPv6 address on one of its links. */
    void addProxyNeighbour(String link, IpAddress address);

    void deleteProxyNeighbour(String link, IpAddress address);

    void addRoute(Route route);

    void deleteRoute(Route route);

    void addChain(Family family, String table, String name);

    /** Puts a rule before all others of its chain. */
    void insertRule(Family family, String table, String chain, List<String> arguments);

    /** Puts a rule after all others of its chain. */
    void appendRule(Family family, String table, String chain, List<String> arguments);

    /** Says what becomes of packets that no rule of a built-in chain decides on: they are dropped, or else accepted. */
    void setPolicy(Family family, String table, String chain, boolean drops);

    /** Removes all rules of a chain. */
    void flush(Family family, String table, String chain);

    /**
     * A flow that connection tracking knows.
     *
     * @param original its packets from the side that began it
     * @param server who answers, and by which port, where a rule sends it elsewhere
     */
    void beginFlow(Protocol protocol, Flow.Tuple original, Optional<Server> server);

    /** An address and a port of it. */
    record Server(IpAddress address, int port) {}

    boolean hasFlow(Protocol protocol, Flow.Tuple original);

    /** What a crash between a change and the end of the flows that it left behind leaves. */
    void leaveStaleFlows(FlowPattern flows);

    /** Writes a file in place, with the directories above it. */
    void writeFile(String path, String text);

    Optional<String> readFile(String path);

    void deleteFile(String path);

    void setSysctl(Netns netns, String name, String value);

    String readSysctl(Netns netns, String name);

    /**
     * Starts to listen on the host, at {@code ::} for both families; to wait for datagrams, with UDP.
     *
     * @return who does
     */
    Holder listen(Protocol protocol, IpAddress address, int port);

    /** Ends all that {@link #listen} started. */
    void stopListening();

    /** The number of the object that a namespace, a link or a file is: inode or interface index; empty where the kernel gives none. */
    OptionalLong identity(Resource resource);
}
