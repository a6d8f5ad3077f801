package io.jnetctl.cli.command;

import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.Observed;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A host with nothing on it but what every host is expected to have. */
final class EmptyHost {
    static final Observed OBSERVED =
            Observed.of(List.of(), new HostFacts(List.of(), List.of(), Map.of(), Set.of(), "iptables"));

    private EmptyHost() {}
}
