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
 * @param openings what manifests publish before what else is open, each in the order of protocols and ports
 * @param unseen what may decide too and was not looked at
 */
public record Exposure(List<Opening> openings, List<String> unseen) {
    private static final String HOST = "host";

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
            boolean certain,
            String reason) {}

    private static final Comparator<Opening> ORDER = Comparator.comparing((Opening each) -> !each.published())
            .thenComparing(Opening::protocol)
            .thenComparing(each -> each.ports().getFirst().first());

    /** All that outside reaches, by every address and port that rules tell apart. */
    public static Exposure of(Reachability reachability) {
        Ground ground = reachability.ground();
        Map<Likeness, Found> found = new LinkedHashMap<>();
        for (Family family : Family.values()) {
            List<Uplinks.Sender> senders = reachability.uplinks().senders(family);
            if (!senders.isEmpty()) {
                for (IpAddress address : reachability.uplinks().known(addresses(ground, family))) {
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
                like.reason(),
                each.rule,
                like.certain())));
        openings.sort(ORDER);
        return new Exposure(openings, reachability.unseen());
    }

    /** Collects what is alike. */
    private static final class Found {
        private final Set<IpAddress> addresses = new LinkedHashSet<>();
        private final Set<PortRange> ranges = new LinkedHashSet<>();
        private final @Nullable FirewallRule rule;

        Found(@Nullable FirewallRule rule) {
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
        Set<Uplinks.Sender> led = new LinkedHashSet<>();
        byTarget.forEach((key, reaching) -> {
            if (isLed(arrivals.get(key), address, range)) {
                led.addAll(reaching);
            }
        });
        byTarget.forEach((key, reaching) -> {
            Reachability.Arrival arrival = arrivals.get(key);
            Set<Uplinks.Sender> told = new LinkedHashSet<>(reaching);
            if (!isLed(arrival, address, range)) {
                // Who is led elsewhere is not kept from here by anything but that, and is told of there.
                told.addAll(led);
            }
            note(reachability, arrival, told, senders, address, protocol, range, found);
        });
    }

    /** Whether it arrives elsewhere than it was sent to. */
    private static boolean isLed(Reachability.@Nullable Arrival arrival, IpAddress address, PortRange range) {
        IpPacket last = arrival == null ? null : arrival.packet();
        return last != null
                && (!last.destination().equals(address)
                        || last.destinationPort().first() != range.first());
    }

    private static void note(
            Reachability reachability,
            Reachability.@Nullable Arrival arrival,
            Set<Uplinks.Sender> reaching,
            List<Uplinks.Sender> senders,
            IpAddress address,
            Protocol protocol,
            PortRange range,
            Map<Likeness, Found> found) {
        if (arrival == null || arrival.place() == null || arrival.packet() == null) {
            return;
        }
        IpPacket last = arrival.packet();
        boolean sent = isLed(arrival, address, range);
        Outcome outcome = arrival.outcome();
        FirewallRule rule = outcome.rule().orElse(null);
        boolean published = sent && rule != null && rule.owner().isPresent();
        String host = last.family() == Family.V6
                ? "[" + last.destination() + "]"
                : last.destination().toString();
        String to = to(reachability, arrival.place());
        String reason = switch (outcome) {
            case Outcome.Reached reached -> sent || !to.equals(HOST) ? reached.reason() : reason(rule);
            case Outcome.Stopped stopped -> stopped.reason();
            case Outcome.Unclear unclear -> "depends on " + unclear.dependsOn();
        };
        Likeness like = new Likeness(
                protocol,
                sent ? range : null,
                to,
                sent ? host + ":" + last.destinationPort().first() : null,
                Uplinks.told(reaching, senders),
                published,
                outcome.isReached(),
                reason);
        Found each = found.computeIfAbsent(like, absent -> new Found(rule));
        each.addresses.add(address);
        each.ranges.add(range);
    }

    /** Why a port of the host itself is open. */
    private static String reason(@Nullable FirewallRule rule) {
        return rule == null || rule.isPolicy()
                ? "no rule closes it"
                : "rule " + rule.number() + " of " + rule.chain() + " lets it in";
    }

    private static String to(Reachability reachability, Place place) {
        return switch (place) {
            case Place.In in when in.netns().isHost() -> HOST;
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
