package io.jnetctl.reconciler.diff;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Slot;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.reconciler.Desired;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds links that have another name than desired, and can be given it. Which link it is the mark tells, which the kernel keeps on the
 * link. Where it does not, because two have the same, the name counts, as for all other resources.
 *
 * <p>Not renamed is what has to be made anew in any case, what shall have the name of another link of ours that does not give it up, and
 * links that would have to swap names, since that takes a third name. A foreign link of the name is a conflict.
 */
final class MisnamedLinks {
    private final Desired desired;
    private final Observed observed;
    private final Map<Desired.Entry, Observed.Entry> found = new LinkedHashMap<>();

    private MisnamedLinks(Desired desired, Observed observed) {
        this.desired = desired;
        this.observed = observed;
    }

    /** What makes a link the one that is meant. */
    private record Mark(String kind, Owner owner) {}

    static Map<Desired.Entry, Observed.Entry> find(Desired desired, Observed observed) {
        List<Desired.Entry> wrong = new ArrayList<>();
        for (Desired.Entry entry : desired.entries().values()) {
            if (isLink(entry.resource())
                    && !isRight(entry, observed.entries().get(entry.resource().key()))) {
                wrong.add(entry);
            }
        }
        return wrong.isEmpty() ? Map.of() : new MisnamedLinks(desired, observed).find(wrong);
    }

    private static boolean isLink(Resource resource) {
        return resource instanceof Bridge || resource instanceof Veth;
    }

    private static boolean isRight(Desired.Entry entry, Observed.@Nullable Entry there) {
        return there != null
                && entry.owner().equals(there.owner())
                && Rename.between(there.resource(), entry.resource()).isEmpty();
    }

    private Map<Desired.Entry, Observed.Entry> find(List<Desired.Entry> wrong) {
        Map<Mark, List<Observed.Entry>> marked = new HashMap<>();
        for (Observed.Entry entry : observed.entries().values()) {
            Owner owner = entry.owner();
            if (owner != null && !owner.object().isEmpty() && isLink(entry.resource())) {
                marked.computeIfAbsent(mark(entry.resource(), owner), unused -> new ArrayList<>())
                        .add(entry);
            }
        }
        if (marked.isEmpty()) {
            return Map.of();
        }
        Map<Mark, Integer> wanted = new HashMap<>();
        desired.entries().values().stream()
                .filter(entry -> isLink(entry.resource()))
                .forEach(entry -> wanted.merge(mark(entry.resource(), entry.owner()), 1, Integer::sum));
        for (Desired.Entry entry : wrong) {
            Mark mark = mark(entry.resource(), entry.owner());
            List<Observed.Entry> candidates = marked.getOrDefault(mark, List.of());
            if (candidates.size() == 1
                    && wanted.getOrDefault(mark, 0) == 1
                    && isTheSame(candidates.getFirst().resource(), entry.resource())) {
                found.put(entry, candidates.getFirst());
            }
        }
        settle();
        return found;
    }

    private static Mark mark(Resource resource, Owner owner) {
        return new Mark(resource.kind().name(), owner);
    }

    /** A pair into another namespace is made anew, and one whose peer has a name that no manifest can have. */
    private static boolean isTheSame(Resource there, Resource desired) {
        return !(there instanceof Veth pair && desired instanceof Veth other)
                || (pair.netns().equals(other.netns()) && !pair.peer().equals(Veth.GONE));
    }

    /** Leaves those for which there is an order: each finds its name free, or freed by one before it. */
    private void settle() {
        Set<Slot> held = new HashSet<>();
        for (Observed.Entry entry : observed.entries().values()) {
            Owner owner = entry.owner();
            if (owner != null && desired.manages(owner.stack())) {
                held.addAll(entry.resource().provides());
            }
        }
        Map<Desired.Entry, Observed.Entry> waiting = new LinkedHashMap<>(found);
        boolean any = true;
        while (any) {
            any = waiting.entrySet().removeIf(link -> {
                List<Rename> renames = renames(link);
                boolean free = renames.stream().noneMatch(rename -> held.contains(rename.to()));
                if (free) {
                    renames.forEach(rename -> held.remove(rename.from()));
                    renames.forEach(rename -> held.add(rename.to()));
                }
                return free;
            });
        }
        found.keySet().removeAll(waiting.keySet());
    }

    private static List<Rename> renames(Map.Entry<Desired.Entry, Observed.Entry> link) {
        return Rename.between(link.getValue().resource(), link.getKey().resource());
    }
}
