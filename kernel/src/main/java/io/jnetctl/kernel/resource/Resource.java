package io.jnetctl.kernel.resource;

import java.util.List;

/** One thing that a kernel has or shall have. Holds names, never interface indexes: those are looked up when a change is made. */
public sealed interface Resource
        permits Namespace,
                Bridge,
                Veth,
                OtherLink,
                Address,
                ProxyNeighbour,
                Route,
                Sysctl,
                Chain,
                Rule,
                StaleFlows,
                ManagedFile {
    Kind<? extends Resource> kind();

    /** What makes it this one and no other. */
    Key key();

    /** How a person calls it, such as {@code shop.web/eth0}. */
    default String label() {
        return key().id();
    }

    /** What it brings into being for others to stand on. */
    default List<Slot> provides() {
        return List.of();
    }

    /** What it stands on, and what the kernel does to it when that goes away. */
    default List<Requirement> requires() {
        return List.of();
    }
}
