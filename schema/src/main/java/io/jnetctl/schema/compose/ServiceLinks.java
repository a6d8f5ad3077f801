package io.jnetctl.schema.compose;

import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Links between services as links between their containers. */
final class ServiceLinks {
    private final Project project;
    private final Set<String> elsewhere;
    private final Complaints complaints;

    /** @param elsewhere the services whose network is that of a container outside the project */
    ServiceLinks(Project project, Set<String> elsewhere, Complaints complaints) {
        this.project = project;
        this.elsewhere = elsewhere;
        this.complaints = complaints;
    }

    List<YamlNode> read(Service service) {
        List<YamlNode> links = new ArrayList<>();
        service.elements("links").forEach(link -> internal(service, link).ifPresent(links::add));
        service.elements("external_links")
                .forEach(link -> external(service, link).ifPresent(links::add));
        return links;
    }

    private Optional<YamlNode> internal(Service service, YamlNode link) {
        String text = Nodes.textOf(link).orElse("");
        String name = source(text);
        Optional<Service> found = project.find(name);
        String between = "service " + Quoted.visible(service.name()) + " links service " + Quoted.visible(name);
        if (found.isPresent() && elsewhere.contains(found.get().name())) {
            complaints.unhonoured(
                    link.pos(), "link of " + between, "its network is that of a container outside this project");
            return Optional.empty();
        }
        Service inactive = project.inactive().get(name);
        if (found.isEmpty() && inactive != null) {
            complaints
                    .diagnostics()
                    .error(
                            link.pos(),
                            between + ", which is not active",
                            "set COMPOSE_PROFILES=" + String.join(",", inactive.profiles()));
            return Optional.empty();
        }
        return Optional.of(found.map(s -> to(s, text, link)).orElse(link));
    }

    private Optional<YamlNode> external(Service service, YamlNode link) {
        String text = Nodes.textOf(link).orElse("");
        Optional<Service> found = project.find(source(text)).filter(s -> !elsewhere.contains(s.name()));
        if (found.isEmpty()) {
            complaints.unhonoured(
                    link.pos(),
                    "external link " + Quoted.of(text) + " of service " + Quoted.visible(service.name()),
                    "containers of other stacks are known by name where both are on one external network");
        }
        return found.map(s -> to(s, text, link));
    }

    private static String source(String link) {
        int colon = link.indexOf(':');
        return colon < 0 ? link : link.substring(0, colon);
    }

    private static YamlNode to(Service source, String written, YamlNode link) {
        int colon = written.indexOf(':');
        String alias = colon < 0 ? written : written.substring(colon + 1);
        String container = source.container();
        return Nodes.text(alias.equals(container) ? container : container + ":" + alias, link.pos());
    }
}
