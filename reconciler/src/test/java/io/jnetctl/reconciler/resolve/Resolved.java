package io.jnetctl.reconciler.resolve;

import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.reconciler.fixture.StackBuilder;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.List;
import java.util.stream.Stream;

/** What a manifest comes to, to be asked in a test. */
record Resolved(Resolution resolution) {
    static Resolved on(Observed host, StackBuilder... stacks) {
        Manifest manifest = StackBuilder.manifest(stacks);
        return new Resolved(Resolver.resolve(manifest, Attachments.assumed(manifest), host));
    }

    /** On an empty host. */
    static Resolved of(StackBuilder... stacks) {
        return on(Observed.EMPTY, stacks);
    }

    static Observed host(HostFacts facts, Observed.Entry... entries) {
        return Observed.of(List.of(entries), facts);
    }

    <R extends Resource> Stream<R> all(Class<R> type) {
        return resolution.desired().entries().values().stream()
                .map(entry -> entry.resource())
                .filter(type::isInstance)
                .map(type::cast);
    }

    /** Of all links of a namespace, as {@code eth0 10.0.0.2/24}. */
    List<String> addresses(String netns) {
        return all(Address.class)
                .filter(address -> address.netns().name().equals(netns))
                .map(address -> address.link() + " " + address.address())
                .toList();
    }

    /** As {@code default via 10.0.0.1 eth0}. */
    List<String> routes(String netns) {
        return all(Route.class)
                .filter(route -> route.netns().name().equals(netns))
                .map(route -> route.label().substring(netns.length() + 1)
                        + (route.gateway() == null
                                ? " " + route.type()
                                : " via " + route.gateway() + " " + route.link()))
                .toList();
    }

    List<String> lines(Role role, String netns) {
        return all(ManagedFile.class)
                .filter(file -> file.role() == role && file.netns().equals(netns))
                .map(ManagedFile::lines)
                .flatMap(lines -> lines == null ? Stream.of() : lines.stream())
                .toList();
    }

    List<String> errors() {
        return resolution.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::message)
                .toList();
    }
}
