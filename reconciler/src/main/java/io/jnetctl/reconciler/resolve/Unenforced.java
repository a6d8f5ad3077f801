package io.jnetctl.reconciler.resolve;

import io.jnetctl.schema.Container;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** Says plainly which of a manifest's wishes are read and not carried out yet: the rules for ports and isolation. */
final class Unenforced {
    private Unenforced() {}

    static void warn(Stack stack, List<Diagnostic> diagnostics) {
        List<Container> publishing = stack.containers().stream()
                .filter(container ->
                        container.publishAll() || !container.publish().isEmpty())
                .toList();
        if (!publishing.isEmpty()) {
            diagnostics.add(Diagnostic.warning(
                    publishing.getFirst().pos(),
                    "ports are not published yet: the rules for those of "
                            + publishing.stream().map(Container::name).collect(Collectors.joining(", "))
                            + " are not applied by this version",
                    "reach them from this host by the container's own address"));
        }
        List<Network> isolated = stack.networks().stream()
                .filter(network -> network.internal() || !network.icc() || network.hostAccess() != null)
                .toList();
        if (!isolated.isEmpty()) {
            diagnostics.add(Diagnostic.warning(
                    isolated.getFirst().pos(),
                    "isolation is not enforced yet: no rules are applied by this version for the `internal`, `icc` or `host_access` of "
                            + isolated.stream().map(Network::name).collect(Collectors.joining(", ")),
                    "an internal network has no default route; nothing else keeps packets apart yet"));
        }
    }
}
