package io.jnetctl.reconciler.diff;

import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.HostFacts.OccupiedPrefix;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.Slot;
import io.jnetctl.kernel.resource.StaleFlows;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.reconciler.Desired;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Links of ours that shall have other names than they have. All that they have stays theirs, so a diff and a plan are made as if they had
 * those names already: only the names themselves are left to change.
 */
public final class Renames {
    private static final Renames NONE = new Renames(Map.of());

    private final Map<Key, Observed.Entry> links;
    private final Map<Slot, Rename> bySlot = new HashMap<>();

    private Renames(Map<Desired.Entry, Observed.Entry> links) {
        Map<Key, Observed.Entry> byKey = new HashMap<>();
        links.forEach((desired, observed) -> {
            byKey.put(desired.resource().key(), observed);
            Rename.between(observed.resource(), desired.resource())
                    .forEach(rename -> bySlot.put(rename.from(), rename));
        });
        this.links = byKey;
    }

    /** Those that lead from what is observed to what is desired. */
    public static Renames between(Desired desired, Observed observed) {
        Map<Desired.Entry, Observed.Entry> misnamed = MisnamedLinks.find(desired, observed);
        return misnamed.isEmpty() ? NONE : new Renames(misnamed);
    }

    /** Those among some changes. */
    public static Renames in(Collection<Change> changes) {
        Map<Desired.Entry, Observed.Entry> renamed = new HashMap<>();
        for (Change change : changes) {
            if (change
                            instanceof
                            Change.Updated(Observed.Entry observed, Desired.Entry desired, List<AttributeChange> _)
                    && !Rename.between(observed.resource(), desired.resource()).isEmpty()) {
                renamed.put(desired, observed);
            }
        }
        return renamed.isEmpty() ? NONE : new Renames(renamed);
    }

    public boolean isEmpty() {
        return links.isEmpty();
    }

    /** The link that shall be what {@code desired} names, as it is now; null where it is called so already, or is not there. */
    Observed.@Nullable Entry before(Key desired) {
        return links.get(desired);
    }

    /** The observation as it would be if all links had those names already. */
    public Observed appliedTo(Observed observed) {
        if (isEmpty()) {
            return observed;
        }
        LinkedHashMap<Key, Observed.Entry> entries = new LinkedHashMap<>();
        for (Observed.Entry entry : observed.entries().values()) {
            Resource resource = appliedTo(entry.resource());
            if (resource.equals(entry.resource())) {
                entries.putIfAbsent(resource.key(), entry);
            } else {
                // Over what a foreign link of the name has, which is in the way.
                entries.put(resource.key(), new Observed.Entry(resource, entry.owner()));
            }
        }
        return new Observed(entries, appliedTo(observed.facts()));
    }

    private Resource appliedTo(Resource resource) {
        return switch (resource) {
            case Bridge it -> new Bridge(name(Netns.HOST, it.name()), it.macAddress(), it.mtu(), it.up(), it.policy());
            case Veth it ->
                new Veth(
                        name(Netns.HOST, it.name()),
                        it.netns(),
                        name(it.netns(), it.peer()),
                        nameOrNone(Netns.HOST, it.master()),
                        it.macAddress(),
                        it.mtu(),
                        it.up(),
                        it.peerUp(),
                        it.isolated(),
                        it.hairpin());
            case Address it -> new Address(it.netns(), name(it.netns(), it.link()), it.address());
            case ProxyNeighbour it -> new ProxyNeighbour(name(Netns.HOST, it.link()), it.address());
            case Route it ->
                new Route(
                        it.netns(),
                        it.destination(),
                        it.metric(),
                        it.type(),
                        it.gateway(),
                        nameOrNone(it.netns(), it.link()));
            case Sysctl it ->
                it.link().map(link -> it.ofLink(name(it.netns(), link))).orElse(it);
            // Rules, too, name links, and yet do not follow them.
            case Namespace _, OtherLink _, Chain _, Rule _, StaleFlows _, ManagedFile _ -> resource;
        };
    }

    private HostFacts appliedTo(HostFacts facts) {
        return new HostFacts(
                facts.occupied().stream()
                        .map(each -> new OccupiedPrefix(each.prefix(), nameOrNone(Netns.HOST, each.link())))
                        .toList(),
                facts.nameservers(),
                facts.processes(),
                facts.stacks(),
                facts.firewall(),
                facts.applied(),
                facts.listeners());
    }

    private String name(Netns netns, String name) {
        Rename rename = bySlot.get(Slot.link(netns, name));
        return rename == null ? name : rename.after();
    }

    private @Nullable String nameOrNone(Netns netns, @Nullable String name) {
        return name == null ? null : name(netns, name);
    }
}
