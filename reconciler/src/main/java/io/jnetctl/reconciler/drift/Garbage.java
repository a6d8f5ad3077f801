package io.jnetctl.reconciler.drift;

import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.kernel.survey.Survey;
import io.jnetctl.kernel.survey.SurveyedLink;
import io.jnetctl.reconciler.resolve.Scopes;
import io.jnetctl.schema.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Orphaned stacks, parted by whether anybody still uses them. One is dead when no process is in its namespaces, none of its containers is
 * in a namespace that somebody else holds, and nothing of others is a port of its bridges, dead stacks aside.
 *
 * @param dead what may be removed
 * @param alive by stack, what shows that it is in use
 */
public record Garbage(SortedSet<String> dead, SortedMap<String, List<String>> alive) {
    public Garbage {
        dead = Collections.unmodifiableSortedSet(new TreeSet<>(dead));
        alive = Collections.unmodifiableSortedMap(new TreeMap<>(alive));
    }

    /**
     * Looks for them.
     *
     * @param manifest all that shall be on the host: what it does not speak of is orphaned
     */
    public static Garbage find(Manifest manifest, Kernel kernel) {
        Set<String> stacks = kernel.observe(new Scope(Set.of(), Map.of(), Scopes.sharedSysctls()))
                .facts()
                .stacks();
        SortedSet<String> orphans = Orphans.among(stacks, manifest);
        if (orphans.isEmpty()) {
            return new Garbage(orphans, new TreeMap<>());
        }
        Observed observed = kernel.observe(new Scope(orphans, Map.of(), Scopes.sharedSysctls()));
        return part(orphans, observed, kernel.survey());
    }

    static Garbage part(Set<String> orphans, Observed observed, Survey survey) {
        SortedMap<String, List<String>> alive = new TreeMap<>();
        Map<String, Owner> namespaces = new HashMap<>();
        Map<String, String> bridges = new HashMap<>();
        observed.entries().values().forEach(entry -> {
            Owner owner = entry.owner();
            if (owner != null && entry.resource() instanceof Namespace namespace) {
                namespaces.put(namespace.name(), owner);
            }
            if (owner != null && entry.resource() instanceof Bridge bridge && orphans.contains(owner.stack())) {
                bridges.put(bridge.name(), owner.stack());
            }
        });
        observed.facts().processes().forEach((name, count) -> {
            Owner owner = namespaces.get(name);
            if (owner != null && orphans.contains(owner.stack())) {
                sign(alive, owner.stack(), (count == 1 ? "1 process runs in " : count + " processes run in ") + name);
            }
        });
        observed.entries().values().forEach(entry -> {
            Owner owner = entry.owner();
            if (owner != null
                    && entry.resource() instanceof Veth veth
                    && orphans.contains(owner.stack())
                    && !namespaces.containsKey(veth.netns().name())) {
                sign(
                        alive,
                        owner.stack(),
                        owner.object() + " is in " + veth.netns().name() + ", which it does not own");
            }
        });
        List<SurveyedLink> ports = survey.host().links().stream()
                .filter(link -> link.master() != null && bridges.containsKey(link.master()))
                .toList();
        for (SurveyedLink port : ports) {
            if (port.mark() == null) {
                sign(alive, stackOf(port, bridges), foreign(port));
            }
        }
        spread(alive, orphans, ports, bridges);
        SortedSet<String> dead = new TreeSet<>(orphans);
        dead.removeAll(alive.keySet());
        return new Garbage(dead, alive);
    }

    /** Whose network a living stack uses, lives too. */
    private static void spread(
            SortedMap<String, List<String>> alive,
            Set<String> orphans,
            List<SurveyedLink> ports,
            Map<String, String> bridges) {
        boolean going = true;
        while (going) {
            going = false;
            for (SurveyedLink port : ports) {
                Owner guest = port.mark();
                String host = stackOf(port, bridges);
                boolean lives = guest != null && (!orphans.contains(guest.stack()) || alive.containsKey(guest.stack()));
                if (guest != null && lives && !guest.stack().equals(host) && !alive.containsKey(host)) {
                    sign(alive, host, "stack " + guest.stack() + " is on its bridge " + port.master());
                    going = true;
                }
            }
        }
    }

    private static String stackOf(SurveyedLink port, Map<String, String> bridges) {
        @Nullable String master = port.master();
        return master == null ? "" : bridges.getOrDefault(master, "");
    }

    private static String foreign(SurveyedLink port) {
        return port.name() + ", which jnetctl did not make, is a port of its bridge " + port.master();
    }

    private static void sign(SortedMap<String, List<String>> alive, String stack, String sign) {
        alive.computeIfAbsent(stack, unused -> new ArrayList<>()).add(sign);
    }
}
