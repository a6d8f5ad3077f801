package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.survey.SurveyedLink;
import io.jnetctl.kernel.survey.SurveyedRoute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outside: links of the host behind which others are, and for each the addresses that make a difference. Rules tell sources apart by
 * prefixes, so that one address of each prefix that some rule names stands for all of it.
 */
final class Uplinks {
    /** Of the blocks for documentation (RFC 5737, RFC 3849): they stand for anybody. */
    private static final List<String> ANYBODY = List.of(
            "203.0.113.77",
            "198.51.100.77",
            "192.0.2.77",
            "8.8.8.8",
            "2001:db8:ffff::77",
            "2001:db8:77::77",
            "2606:4700::77");

    private final Ground ground;
    private final List<SurveyedLink> links;
    private final Set<Cidr> named;

    /**
     * Somebody outside.
     *
     * @param standsFor the prefix, null for anybody that no rule names
     */
    record Sender(
            Place.Beyond place, IpAddress address, @Nullable Cidr standsFor) {}

    /** @param named the prefixes by which rules tell sources */
    Uplinks(Ground ground, Set<Cidr> named) {
        this.ground = ground;
        this.named = named;
        this.links = ground.survey().host().links().stream()
                .filter(this::leadsOutside)
                .toList();
    }

    private boolean leadsOutside(SurveyedLink link) {
        Ground.Port port = ground.port(link);
        boolean toAContainer = port.far() != null && !port.far().netns().netns().isHost();
        return link.up()
                && !link.isLoopback()
                && link.mark() == null
                && link.master() == null
                && !toAContainer
                && !link.kind().equals("dummy")
                && !(link.isBridge() && !isDefault(link))
                && link.addresses().stream().anyMatch(each -> !isLinkLocalV6(each.address()));
    }

    private boolean isDefault(SurveyedLink link) {
        return ground.survey().host().routes().stream()
                .anyMatch(route -> route.isDefault() && link.name().equals(route.link()));
    }

    private static boolean isLinkLocalV6(IpAddress address) {
        return address.family() == Family.V6 && address.isLinkLocal();
    }

    List<SurveyedLink> links() {
        return links;
    }

    /** The host's addresses on them first: by these others know it. */
    List<IpAddress> known(Collection<IpAddress> addresses) {
        List<IpAddress> sorted = new ArrayList<>();
        for (SurveyedLink link : links) {
            link.addresses().stream()
                    .map(InterfaceAddress::address)
                    .filter(addresses::contains)
                    .forEach(sorted::add);
        }
        addresses.stream().filter(address -> !sorted.contains(address)).toList().forEach(sorted::add);
        return sorted;
    }

    boolean contains(String link) {
        return links.stream().anyMatch(each -> each.name().equals(link));
    }

    /** One for each prefix behind each link, the most general first. */
    List<Sender> senders(Family family) {
        List<Sender> senders = new ArrayList<>();
        for (SurveyedLink link : links) {
            for (String anybody : ANYBODY) {
                IpAddress address = IpAddress.parse(anybody);
                if (address.family() == family && isThere(address, link) && !isNamed(address)) {
                    senders.add(new Sender(new Place.Beyond(link.name()), address, null));
                    break;
                }
            }
            Set<Cidr> prefixes = new LinkedHashSet<>();
            for (InterfaceAddress each : link.addresses()) {
                if (each.address().family() == family && !isLinkLocalV6(each.address())) {
                    prefixes.add(each.network());
                }
            }
            prefixes.addAll(named);
            for (Cidr prefix : prefixes) {
                IpAddress address = prefix.family() == family ? representative(prefix, prefixes, link) : null;
                if (address != null) {
                    senders.add(new Sender(new Place.Beyond(link.name()), address, prefix));
                }
            }
        }
        return senders;
    }

    private boolean isNamed(IpAddress address) {
        return named.stream().anyMatch(prefix -> prefix.contains(address));
    }

    /** An address of the prefix that is in no narrower one; null where there is none, or it is not behind the link. */
    private @Nullable IpAddress representative(Cidr prefix, Set<Cidr> all, SurveyedLink link) {
        Set<IpAddress> candidates = new LinkedHashSet<>();
        int free = prefix.family().bits() - prefix.prefixLength();
        for (long offset : new long[] {77, 2, 3, 1, 0}) {
            if (free > 7 || offset < 1L << free) {
                candidates.add(prefix.first().plus(offset));
            }
        }
        // Beside each narrower one.
        for (Cidr other : all) {
            if (!other.equals(prefix) && prefix.contains(other) && !other.last().equals(prefix.last())) {
                candidates.add(other.last().next());
            }
        }
        for (IpAddress candidate : candidates) {
            boolean narrower = all.stream()
                    .anyMatch(other -> other.prefixLength() > prefix.prefixLength() && other.contains(candidate));
            if (!narrower && isThere(candidate, link)) {
                return candidate;
            }
        }
        return null;
    }

    /** Whether the host would look for the address behind the link. */
    private boolean isThere(IpAddress address, SurveyedLink link) {
        return !address.isMulticast()
                && !address.isUnspecified()
                && ground.host().leadsBack(address, link.name(), false);
    }

    /** Some senders in words: {@code anywhere} where it is all, else their prefixes, or anywhere but those that are missing. */
    static List<String> told(Collection<Sender> some, Collection<Sender> all) {
        if (some.containsAll(all)) {
            return List.of("anywhere");
        }
        Set<String> told = new LinkedHashSet<>();
        if (some.stream().anyMatch(sender -> sender.standsFor() == null)) {
            told.add("anywhere");
            all.stream()
                    .filter(sender -> sender.standsFor() != null && !some.contains(sender))
                    .forEach(sender -> told.add("but " + sender.standsFor()));
        } else {
            some.forEach(sender -> told.add(String.valueOf(sender.standsFor())));
        }
        return List.copyOf(told);
    }

    /** Whom to send to outside: an address behind a default route, else one behind any link. */
    List<IpAddress> somebody(Family family) {
        List<IpAddress> found = new ArrayList<>();
        for (Sender sender : senders(family)) {
            if (found.isEmpty()) {
                found.add(sender.address());
            }
        }
        return found;
    }

    /** The link by which the host looks for an address; null where it does not look outside. */
    @Nullable String linkTo(IpAddress address) {
        SurveyedRoute route = ground.host().lookup(address);
        if (route == null) {
            return null;
        }
        String link = route.link();
        return link != null && route.type() == SurveyedRoute.Type.UNICAST && contains(link) ? link : null;
    }
}
