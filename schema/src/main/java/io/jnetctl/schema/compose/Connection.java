package io.jnetctl.schema.compose;

import io.jnetctl.schema.diagnostic.Closest;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a service is connected: on networks, or by a mode that takes their place. */
sealed interface Connection {
    /** On the networks that it lists, else on the default one. */
    record OnNetworks() implements Connection {}

    /** On the predefined network {@code bridge}. */
    record OnBridge() implements Connection {}

    /** As {@code network_mode} of a manifest says. */
    record Mode(String text, Entry from) implements Connection {}

    /** In a namespace that is not of this project: there is nothing to do for it. */
    record Elsewhere() implements Connection {}

    /** Tells how services are connected. */
    final class Reader {
        private static final String SERVICE = "service:";
        private static final String CONTAINER = "container:";
        private static final Set<String> WITHOUT_HOST = Set.of("ports", "links", "mac_address", "sysctls");
        private static final Set<String> HOSTS_OWN = Set.of("hostname", "extra_hosts", "dns", "dns_search");
        private static final Set<String> WITHOUT_NONE = Set.of("ports", "links", "mac_address");
        private static final Set<String> WITHOUT_SHARED = Set.of(
                "ports", "links", "mac_address", "sysctls", "hostname", "extra_hosts", "dns", "dns_search", "expose");

        private final Project project;
        private final Complaints complaints;

        Reader(Project project, Complaints complaints) {
            this.project = project;
            this.complaints = complaints;
        }

        Connection read(Service service) {
            Optional<Entry> mode = service.entry("network_mode")
                    .filter(e ->
                            Nodes.textOf(e.value()).filter(t -> !t.isEmpty()).isPresent());
            if (mode.isEmpty()) {
                return onPredefined(service);
            }
            Optional<Entry> networks = service.entry("networks")
                    .filter(e -> !Nodes.entries(e.value()).isEmpty());
            networks.ifPresent(e -> complaints
                    .diagnostics()
                    .error(
                            e.pos(),
                            "service " + Quoted.visible(service.name())
                                    + " has both network_mode and networks, which exclude each other",
                            "keep one of them"));
            return mode(service, mode.get(), Nodes.textOf(mode.get().value()).orElseThrow());
        }

        private Connection onPredefined(Service service) {
            List<Entry> networks =
                    service.entry("networks").map(e -> Nodes.entries(e.value())).orElse(List.of());
            if (networks.size() == 1) {
                Entry only = networks.getFirst();
                Optional<String> predefined = Optional.ofNullable(
                                project.networks().get(only.key()))
                        .flatMap(NetworkSettings::predefined)
                        .filter(name -> !name.equals("bridge"));
                if (predefined.isPresent()) {
                    return mode(service, only, predefined.get());
                }
            }
            return networks.isEmpty() && project.bare() ? new OnBridge() : new OnNetworks();
        }

        private Connection mode(Service service, Entry from, String text) {
            if (text.startsWith(SERVICE) || text.startsWith(CONTAINER)) {
                return shared(service, from, text);
            }
            switch (text) {
                case "bridge", "default" -> {
                    return new OnBridge();
                }
                case "host" -> {
                    conflicts(service, from, WITHOUT_HOST, "the service uses the host's own network");
                    HOSTS_OWN.forEach(key -> service.entry(key)
                            .ifPresent(e -> complaints.unhonoured(
                                    e.pos(),
                                    key + " of service " + Quoted.visible(service.name()),
                                    "with network_mode: host it has the host's own")));
                }
                case "none" -> conflicts(service, from, WITHOUT_NONE, "a service without a network has only lo");
                default -> {}
            }
            return new Mode(text, from);
        }

        private Connection shared(Service service, Entry from, String text) {
            conflicts(service, from, WITHOUT_SHARED, "it shares a namespace: set it where that is made");
            boolean byService = text.startsWith(SERVICE);
            String name = text.substring(byService ? SERVICE.length() : CONTAINER.length());
            Optional<Service> other =
                    byService ? Optional.ofNullable(project.services().get(name)) : project.find(name);
            if (other.isPresent()) {
                return new Mode(CONTAINER + other.get().container(), from);
            }
            String shares = "service " + Quoted.visible(service.name()) + " shares the network of ";
            Service inactive = project.inactive().get(name);
            if (inactive != null) {
                complaints
                        .diagnostics()
                        .error(
                                from.pos(),
                                shares + "service " + Quoted.visible(name) + ", which is not active",
                                "set COMPOSE_PROFILES=" + String.join(",", inactive.profiles()));
            } else if (byService) {
                complaints
                        .diagnostics()
                        .error(
                                from.pos(),
                                shares + "service " + Quoted.visible(name) + ", which does not exist",
                                Closest.hint(name, project.services().keySet()).orElse(null));
            } else {
                complaints
                        .diagnostics()
                        .warning(
                                from.pos(),
                                shares + "container " + Quoted.visible(name) + ", which is not of this project",
                                "nothing is done for the service: its network is that container's");
            }
            return new Elsewhere();
        }

        private void conflicts(Service service, Entry mode, Set<String> keys, String hint) {
            for (Entry entry : service.settings().entries()) {
                if (keys.contains(entry.key()) && service.value(entry.key()).isPresent() && !isEmpty(entry)) {
                    complaints
                            .diagnostics()
                            .error(
                                    entry.pos(),
                                    entry.key() + " of service " + Quoted.visible(service.name())
                                            + " conflicts with its " + written(mode),
                                    hint);
                }
            }
        }

        private static boolean isEmpty(Entry entry) {
            return entry.value() instanceof io.jnetctl.schema.yaml.YamlNode.Items list
                    && list.items().isEmpty();
        }

        private static String written(Entry mode) {
            return mode.key().equals("network_mode")
                    ? "network_mode: " + Nodes.textOf(mode.value()).orElse("")
                    : "network " + mode.key();
        }
    }
}
