package io.jnetctl.kernel.resource;

import java.util.List;

/** All kinds, in the order in which a plan lists steps that could come in any order. */
public final class Kinds {
    public static final List<Kind<? extends Resource>> ALL = List.of(
            Sysctl.KIND,
            Namespace.KIND,
            OtherLink.KIND,
            Bridge.KIND,
            Veth.KIND,
            Address.KIND,
            ProxyNeighbour.KIND,
            Route.KIND,
            Chain.KIND,
            Rule.KIND,
            StaleFlows.KIND,
            ManagedFile.HOSTS,
            ManagedFile.RESOLV_CONF,
            ManagedFile.ENVIRONMENT);

    private Kinds() {}
}
