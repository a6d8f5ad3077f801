package io.jnetctl.reconciler.resolve;

import io.jnetctl.schema.Container;
import io.jnetctl.schema.Link;
import java.util.List;
import java.util.Optional;

/** Finds where a link leads: the source's endpoint on the first network, in the linking container's order, that both are on. */
final class LinkSources {
    private final Endpoints endpoints;

    LinkSources(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** The link together with its two ends, where that network's containers reach one another by links only. */
    Optional<OpenedLink> opened(String stack, Container container, Link link) {
        return find(stack, container, link)
                .filter(source -> source.network().isIsolated())
                .flatMap(source -> endpoints.of(stack, container.name()).stream()
                        .filter(own ->
                                own.network().bridge().equals(source.network().bridge()))
                        .findFirst()
                        .map(own -> new OpenedLink(own, source, link)));
    }

    Optional<Endpoint> find(String stack, Container container, Link link) {
        List<Endpoint> sources = endpoints.of(stack, link.container());
        return endpoints.of(stack, container.name()).stream()
                .flatMap(own -> sources.stream()
                        .filter(source ->
                                source.network().bridge().equals(own.network().bridge())))
                .filter(source -> !source.addresses().isEmpty())
                .findFirst();
    }
}
