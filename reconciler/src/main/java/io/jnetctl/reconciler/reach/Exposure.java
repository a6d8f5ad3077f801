package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.PortRange;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.survey.SurveyedLink;
import io.jnetctl.kernel.survey.SurveyedNetns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that somebody outside reaches: published ports, and whatever else the rules of this host leave open.
 *
 * @param openings in the order of addresses, protocols and ports
 * @param unseen what may decide too and was not looked at
 */
public record Exposure(List<Opening> openings, List<String> unseen) {
    public Exposure {
        openings = List.copyOf(openings);
        unseen = List.copyOf(unseen);
    }

    /**
     * One thing that is open.
     *
     * @param addresses that it is reached by
     * @param ports of the protocol
     * @param to who gets it: a container as STACK/CONTAINER, {@code host}, or somebody outside as {@code outside}
     * @param target the address and port where it arrives; null for a whole range that arrives as it was sent
     * @param from the sources that reach it; {@code anywhere} where all do
     * @param published whether a port of a manifest makes it
     * @param reason in the user's terms
     * @param rule that lets it through; null where none has to
     * @param certain whether it is so for sure, or depends on a rule that is not understood
     */
    public record Opening(
            List<IpAddress> addresses,
            List<PortRange> ports,
            Protocol protocol,
            String to,
            @Nullable String target,
            List<String> from,
            boolean published,
            String reason,
            @Nullable FirewallRule rule,
            boolean certain) {
        public Opening {
            addresses = List.copyOf(addresses);
            ports = List.copyOf(ports);
            from = List.copyOf(from);
        }
    }

    /** What openings that are told as one have in common. */
    private record Likeness(
            Protocol protocol,
            @Nullable PortRange port,
            String to,
            @Nullable String target,
            List<String> from,
            boolean published,
            boolean certain) {}

    /** All that outside reaches, by every address and port that rules tell apart. */
    public static Exposure of(Reachability reachability) {
        Ground ground = reachability.ground();
        Map<Likeness, Found> found = new LinkedHashMap<>();
        for (Family family : Family.values()) {
            List<Uplinks.Sender> senders = reachability.uplinks().senders(family);
            if (!senders.isEmpty()) {
                for (IpAddress address : addresses(ground, family)) {
                    for (Protocol protocol : reachability.distinctions().protocols()) {
                        for (PortRange range : reachability.distinctions().ranges()) {
                            look(reachability, senders, address, protocol, range, found);
                        }
                    }
                }
            }
        }
        List<Opening> openings = new ArrayList<>();
        found.forEach((like, each) -> openings.add(new Opening(
                List.copyOf(each.addresses),
                merged(each.ranges),
                like.protocol(),
                like.to(),
                like.target(),
                like.from(),
                like.published(),
                each.reason,
                each.rule,
                like.certain())));
        return new Exposure(openings, reachability.unseen());
    }

    /** Collects what is alike. */
    private static final class Found {
        private final Set<IpAddress> addresses = new LinkedHashSet<>();
        private final Set<PortRange> ranges = new LinkedHashSet<>();
        private final String reason;
        private final @Nullable FirewallRule rule;

        Found(String reason, @Nullable FirewallRule rule) {
            this.reason = reason;
            this.rule = rule;
        }
    }

    private static void look(
            Reachability reachability,
            List<Uplinks.Sender> senders,
            IpAddress address,
            Protocol protocol,
            PortRange range,
            Map<Likeness, Found> found) {
        Map<String, List<Uplinks.Sender>> byTarget = new LinkedHashMap<>();
        Map<String, Reachability.Arrival> arrivals = new LinkedHashMap<>();
        for (Uplinks.Sender sender : senders) {
            IpPacket packet = reachability.packet(sender.address(), address, new Port(range.first(), protocol));
            Reachability.Arrival[] arrived = new Reachability.Arrival[1];
            Outcome outcome = Choices.explore(choices -> {
                Reachability.Arrival arrival = reachability.arrive(sender.place(), packet, choices);
                arrived[0] = arrived[0] == null || arrival.outcome().isReached() ? arrival : arrived[0];
                return arrival.outcome();
            });
            Reachability.Arrival arrival = arrived[0];
            if (arrival == null || arrival.place() == null || outcome instanceof Outcome.Stopped) {
                continue;
            }
            IpPacket last = arrival.packet();
            String sentTo = last == null || last.destination().equals(address)
                    ? ""
                    : last.destination() + " " + last.destinationPort();
            String key = arrival.place() + " " + sentTo + " " + Answer.Verdict.of(outcome);
            byTarget.computeIfAbsent(key, absent -> new ArrayList<>()).add(sender);
            arrivals.putIfAbsent(key, new Reachability.Arrival(arrival.place(), last, outcome));
        }
        byTarget.forEach((key, reaching) ->
                note(reachability, arrivals.get(key), reaching, senders, address, protocol, range, found));
    }

    private static void note(
            Reachability reachability,
            Reachability.@Nullable Arrival arrival,
            List<Uplinks.Sender> reaching,
            List<Uplinks.Sender> senders,
            IpAddress address,
            Protocol protocol,
            PortRange range,
            Map<Likeness, Found> found) {
        if (arrival == null || arrival.place() == null || arrival.packet() == null) {
            return;
        }
        IpPacket last = arrival.packet();
        boolean sent =
                !last.destination().equals(address) || last.destinationPort().first() != range.first();
        Outcome outcome = arrival.outcome();
        FirewallRule rule = outcome.rule().orElse(null);
        boolean published = sent && rule != null && rule.owner().isPresent();
        String host = last.family() == Family.V6
                ? "[" + last.destination() + "]"
                : last.destination().toString();
        Likeness like = new Likeness(
                protocol,
                sent ? range : null,
                to(reachability, arrival.place()),
                sent ? host + ":" + last.destinationPort().first() : null,
                Uplinks.told(reaching, senders),
                published,
                outcome.isReached());
        String reason = switch (outcome) {
            case Outcome.Reached reached -> reached.reason();
            case Outcome.Stopped stopped -> stopped.reason();
            case Outcome.Unclear unclear -> "depends on " + unclear.dependsOn();
        };
        Found each = found.computeIfAbsent(like, absent -> new Found(reason, rule));
        each.addresses.add(address);
        each.ranges.add(range);
    }

    private static String to(Reachability reachability, Place place) {
        return switch (place) {
            case Place.In in when in.netns().isHost() -> "host";
            case Place.In in -> {
                SurveyedNetns netns = reachability.ground().in(in.netns()).netns();
                yield netns.owner() == null
                        ? netns.netns().name()
                        : netns.owner().stack() + "/" + netns.owner().object();
            }
            case Place.Beyond _ -> "outside";
        };
    }

    /** Those of the host and of containers; loopback ones too, which nobody outside should reach. */
    private static List<IpAddress> addresses(Ground ground, Family family) {
        Set<IpAddress> addresses = new LinkedHashSet<>();
        addAll(ground.survey().host(), family, addresses);
        for (SurveyedNetns container : ground.survey().containers()) {
            addAll(container, family, addresses);
        }
        return List.copyOf(addresses);
    }

    private static void addAll(SurveyedNetns netns, Family family, Set<IpAddress> addresses) {
        for (SurveyedLink link : netns.links()) {
            link.addresses().forEach(each -> {
                IpAddress address = each.address();
                boolean known = address.family() == family && !(family == Family.V6 && address.isLinkLocal());
                if (known && (netns.netns().isHost() || !address.isLoopback())) {
                    addresses.add(address);
                }
            });
        }
    }

    /** Ranges that follow each other, as one. */
    private static List<PortRange> merged(Set<PortRange> ranges) {
        List<PortRange> merged = new ArrayList<>();
        List<PortRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingInt(PortRange::first));
        for (PortRange range : sorted) {
            PortRange last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && last.last() + 1 == range.first()) {
                merged.set(merged.size() - 1, new PortRange(last.first(), range.last()));
            } else {
                merged.add(range);
            }
        }
        return merged;
    }
}
