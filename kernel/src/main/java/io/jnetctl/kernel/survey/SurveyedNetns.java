package io.jnetctl.kernel.survey;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A namespace.
 *
 * @param owner the container, as {@code STACK/CONTAINER}; null for the host
 * @param links in the order of their indexes
 * @param routes of all tables, those too that the kernel makes for addresses
 * @param settings that bear on packets, by their dotted names (see {@link SurveyedSettings})
 * @param proxied the neighbours that the host answers for
 */
public record SurveyedNetns(
        Netns netns,
        @Nullable Owner owner,
        List<SurveyedLink> links,
        List<SurveyedRoute> routes,
        Map<String, String> settings,
        List<ProxiedNeighbour> proxied) {
    public SurveyedNetns {
        links = List.copyOf(links);
        routes = List.copyOf(routes);
        settings = Map.copyOf(settings);
        proxied = List.copyOf(proxied);
    }

    public Optional<SurveyedLink> link(String name) {
        return links.stream().filter(link -> link.name().equals(name)).findFirst();
    }

    /** A setting as a number; 0 where the kernel has no such setting. */
    public int setting(String name) {
        String value = settings.getOrDefault(name, "0");
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
