package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.PortRange;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.survey.Survey;
import io.jnetctl.kernel.survey.SurveyedLink;
import io.jnetctl.kernel.survey.SurveyedNetns;
import io.jnetctl.kernel.survey.SurveyedRoute;
import io.jnetctl.reconciler.reach.Answer.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who reaches whom on a host. Whether somebody listens there is not asked. */
public final class Reachability {
    /** Where a client's port is taken from when ip_local_port_range does not tell. */
    private static final PortSpan EPHEMERAL = new PortSpan(32768, 60999);

    private final Survey survey;
    private final Ground ground;
    private final Sayings sayings;
    private final Distinctions distinctions;
    private final Uplinks uplinks;
    private final PortSpan clientPorts;
    private final List<String> unseen;

    private Reachability(Survey survey) {
        this.survey = survey;
        ground = new Ground(survey);
        sayings = new Sayings(ground);
        distinctions = new Distinctions(survey);
        uplinks = new Uplinks(ground, distinctions.sources());
        clientPorts = clientPorts(survey.host());
        unseen = unseen(survey);
    }

    public static Reachability of(Survey survey) {
        return new Reachability(survey);
    }

    private static PortSpan clientPorts(SurveyedNetns host) {
        StringTokenizer words = new StringTokenizer(host.settings().getOrDefault("net.ipv4.ip_local_port_range", ""));
        try {
            return words.countTokens() == 2
                    ? new PortSpan(Integer.parseInt(words.nextToken()), Integer.parseInt(words.nextToken()))
                    : EPHEMERAL;
        } catch (NumberFormatException e) {
            return EPHEMERAL;
        }
    }

    /** Routes in a table of somebody's are used by rules of ip-rule(8), which are not read. */
    private static List<String> unseen(Survey survey) {
        Set<Integer> others = new TreeSet<>();
        for (SurveyedRoute route : survey.host().routes()) {
            if (route.table() < SurveyedRoute.TABLE_DEFAULT || route.table() > SurveyedRoute.TABLE_LOCAL) {
                others.add(route.table());
            }
        }
        List<String> unseen = new ArrayList<>(survey.unseen());
        others.forEach(table -> unseen.add("routing table " + table));
        return List.copyOf(unseen);
    }

    /** What may decide too and is not looked at, in words. */
    public List<String> unseen() {
        return unseen;
    }

    Ground ground() {
        return ground;
    }

    Sayings sayings() {
        return sayings;
    }

    Distinctions distinctions() {
        return distinctions;
    }

    Uplinks uplinks() {
        return uplinks;
    }

    /** The containers that can be asked about. */
    public Set<Party.Container> containers() {
        Set<Party.Container> containers = new LinkedHashSet<>();
        for (SurveyedNetns netns : survey.containers()) {
            if (netns.owner() != null) {
                containers.add(
                        new Party.Container(netns.owner().stack(), netns.owner().object()));
            }
        }
        return containers;
    }

    /** A sender, by place and address; the address is null where it follows from whom is sent to. */
    private record Sender(Place place, @Nullable IpAddress address) {}

    private Sender sender(Uplinks.Sender outside) {
        return new Sender(outside.place(), outside.address());
    }

    /**
     * Whether an echo request of ICMP or ICMPv6 comes through, and its answer.
     *
     * @throws IllegalArgumentException as {@link #ask}
     */
    public Answer askEcho(Party from, Party to) {
        List<Finding> findings = new ArrayList<>();
        for (IpAddress destination : destinations(from, to)) {
            for (Sender sender : senders(from, destination.family())) {
                findings.add(trial(sender, to, destination, null));
            }
        }
        return Answer.of(orNobody(findings, from, to), List.of(), List.of(), unseen);
    }

    private static List<Finding> orNobody(List<Finding> findings, Party from, Party to) {
        if (!findings.isEmpty()) {
            return findings;
        }
        String nobody = to instanceof Party.Outside || from instanceof Party.Outside
                ? "no link of this host leads outside"
                : to + " has no address that " + from + " could send to";
        return List.of(new Finding(null, null, new Outcome.Stopped(nobody, null)));
    }

    /**
     * Whether {@code from} reaches {@code to}.
     *
     * @param port null to ask whether it is reached at all: by an echo request or on any port
     * @throws IllegalArgumentException when a container is none of {@link #containers}
     */
    public Answer ask(Party from, Party to, @Nullable Port port) {
        List<Finding> findings = new ArrayList<>();
        Set<String> open = new LinkedHashSet<>();
        Set<Sender> reaching = new LinkedHashSet<>();
        boolean echoed = false;
        for (IpAddress destination : destinations(from, to)) {
            for (Sender sender : senders(from, destination.family())) {
                Finding first = trial(sender, to, destination, port);
                List<Finding> all = new ArrayList<>(List.of(first));
                if (port == null && !first.outcome().isReached()) {
                    all.addAll(ports(sender, to, destination, open));
                }
                echoed |= port == null && first.outcome().isReached();
                if (all.stream().anyMatch(each -> each.outcome().isReached())) {
                    reaching.add(sender);
                }
                findings.addAll(all);
            }
        }
        List<String> sources = from instanceof Party.Outside ? told(reaching) : List.of();
        return Answer.of(orNobody(findings, from, to), echoed ? List.of() : List.copyOf(open), sources, unseen);
    }

    /** Of the families that are reached from outside at all. */
    private List<String> told(Set<Sender> reaching) {
        List<Uplinks.Sender> some = new ArrayList<>();
        List<Uplinks.Sender> all = new ArrayList<>();
        for (Family family : Family.values()) {
            List<Uplinks.Sender> senders = uplinks.senders(family);
            List<Uplinks.Sender> those = senders.stream()
                    .filter(each -> reaching.contains(sender(each)))
                    .toList();
            if (!those.isEmpty()) {
                some.addAll(those);
                all.addAll(senders);
            }
        }
        return some.isEmpty() ? List.of() : Uplinks.told(some, all);
    }

    private List<Finding> ports(Sender sender, Party to, IpAddress destination, Set<String> open) {
        List<Finding> reached = new ArrayList<>();
        for (Protocol protocol : distinctions.protocols()) {
            for (PortRange range : distinctions.ranges()) {
                Finding finding = trial(sender, to, destination, new Port(range.first(), protocol));
                if (finding.outcome().isReached()) {
                    open.add(range + "/" + protocol);
                    reached.add(finding);
                } else if (finding.outcome() instanceof Outcome.Unclear) {
                    reached.add(finding);
                }
            }
        }
        return reached;
    }

    private Finding trial(Sender sender, Party to, IpAddress destination, @Nullable Port port) {
        IpAddress source = sender.address();
        if (source == null) {
            Routing routing = routing(sender.place());
            SurveyedRoute route = routing.lookup(destination);
            source = route == null ? null : routing.source(route, destination);
            if (source == null) {
                String why = sayings.place(sender.place())
                        + (route == null ? " has no route to " : " has no address to send from to ")
                        + destination;
                return new Finding(null, destination, new Outcome.Stopped(why, null));
            }
        }
        IpPacket packet = packet(source, destination, port);
        Place place = sender.place();
        return new Finding(source, destination, Choices.explore(choices -> follow(place, packet, to, choices)));
    }

    IpPacket packet(IpAddress source, IpAddress destination, @Nullable Port port) {
        return port == null
                ? IpPacket.echo(source, destination)
                : new IpPacket(source, destination, port.protocol().number(), clientPorts, PortSpan.of(port.number()));
    }

    private Routing routing(Place place) {
        return switch (place) {
            case Place.In(Netns netns) -> ground.in(netns);
            case Place.Beyond _ -> ground.host();
        };
    }

    private Outcome follow(Place from, IpPacket packet, Party to, Choices choices) {
        Arrival arrival = arrive(from, packet, choices);
        if (arrival.place() != null && !isThere(arrival.place(), to)) {
            return new Outcome.Stopped(
                    "it goes to " + sayings.place(arrival.place()),
                    arrival.outcome().rule().orElse(null));
        }
        return arrival.outcome();
    }

    /**
     * Any place will do for the host and for an address, since published ports lead elsewhere; but what a container has is not found
     * outside.
     */
    private boolean isThere(Place place, Party to) {
        return switch (to) {
            case Party.Container container ->
                place.equals(new Place.In(netns(container).netns()));
            case Party.Outside _ -> place instanceof Place.Beyond;
            case Party.Host _ -> true;
            case Party.AddressOf(IpAddress address) ->
                !(place instanceof Place.Beyond) || holder(address) instanceof Place.Beyond;
        };
    }

    /**
     * Where a packet arrives.
     *
     * @param place null where it does not
     * @param packet as it arrives, null likewise
     */
    record Arrival(@Nullable Place place, @Nullable IpPacket packet, Outcome outcome) {}

    /** Follows a packet, and its answer back. */
    Arrival arrive(Place from, IpPacket packet, Choices choices) {
        Connection connection = new Connection();
        Journey.End end = new Journey(ground, choices, connection, sayings, false).follow(from, packet);
        if (!(end instanceof Journey.End.Arrived(Place place, IpPacket arrived))) {
            Journey.End.Halted halted = (Journey.End.Halted) end;
            return new Arrival(null, null, new Outcome.Stopped(halted.reason(), halted.by()));
        }
        connection.freeze();
        Outcome.Reached reached = sayings.reached(from, place, packet, connection);
        Connection answering = connection.isTracked() ? connection : new Connection();
        Journey.End back = new Journey(ground, choices, answering, sayings, true).follow(place, arrived.reply());
        String lost = "it arrives at " + sayings.place(place) + ", but the answer does not come back: ";
        return switch (back) {
            case Journey.End.Halted(String reason, FirewallRule by) ->
                new Arrival(place, arrived, new Outcome.Stopped(lost + reason, by));
            case Journey.End.Arrived(Place answered, IpPacket answer)
            when !isSame(answered, from) ->
                new Arrival(place, arrived, new Outcome.Stopped(lost + "it goes to " + sayings.place(answered), null));
            case Journey.End.Arrived(Place _, IpPacket answer)
            when !answer.equals(packet.reply()) ->
                new Arrival(
                        place,
                        arrived,
                        new Outcome.Stopped(
                                lost + "it comes from " + answer.source() + ", past the host that translated it",
                                null));
            case Journey.End.Arrived _ -> new Arrival(place, arrived, reached);
        };
    }

    /** Somebody outside has the answer by whatever link it goes out. */
    private static boolean isSame(Place one, Place other) {
        return one.equals(other) || (one instanceof Place.Beyond && other instanceof Place.Beyond);
    }

    private SurveyedNetns netns(Party.Container container) {
        return find(container).orElseThrow(() -> new IllegalArgumentException("there is no container " + container));
    }

    private Optional<SurveyedNetns> find(Party.Container container) {
        return survey.containers().stream()
                .filter(netns -> netns.owner() != null
                        && netns.owner().stack().equals(container.stack())
                        && netns.owner().object().equals(container.container()))
                .findFirst();
    }

    private List<Sender> senders(Party from, Family family) {
        return switch (from) {
            case Party.Container container ->
                List.of(new Sender(new Place.In(netns(container).netns()), null));
            case Party.Host _ -> List.of(new Sender(Place.HOST, null));
            case Party.Outside _ ->
                uplinks.senders(family).stream().map(this::sender).toList();
            case Party.AddressOf(IpAddress address) ->
                address.family() == family ? List.of(new Sender(holder(address), address)) : List.of();
        };
    }

    /** Who has an address: the host, a container, or somebody behind the link by which the host would look for it. */
    private Place holder(IpAddress address) {
        if (ground.host().isLocal(address)) {
            return Place.HOST;
        }
        for (SurveyedNetns container : survey.containers()) {
            for (SurveyedLink link : container.links()) {
                if (!link.isLoopback() && Routing.has(link, address)) {
                    return new Place.In(container.netns());
                }
            }
        }
        String link = uplinks.linkTo(address);
        if (link == null) {
            link = uplinks.links().isEmpty()
                    ? SurveyedLink.LOOPBACK
                    : uplinks.links().getFirst().name();
        }
        return new Place.Beyond(link);
    }

    private List<IpAddress> destinations(Party from, Party to) {
        return switch (to) {
            case Party.AddressOf(IpAddress address) -> List.of(address);
            case Party.Outside _ -> {
                List<IpAddress> somebody = new ArrayList<>();
                for (Family family : Family.values()) {
                    somebody.addAll(uplinks.somebody(family));
                }
                yield somebody;
            }
            case Party.Host _ -> hostAddresses(from);
            case Party.Container container -> nearestFirst(from, addresses(netns(container)));
        };
    }

    private static List<IpAddress> addresses(SurveyedNetns netns) {
        List<IpAddress> addresses = new ArrayList<>();
        for (Family family : Family.values()) {
            for (SurveyedLink link : netns.links()) {
                for (InterfaceAddress each : link.addresses()) {
                    IpAddress address = each.address();
                    boolean linkLocal = family == Family.V6 && address.isLinkLocal();
                    if (address.family() == family && !linkLocal && !address.isLoopback()) {
                        addresses.add(address);
                    }
                }
            }
        }
        return addresses;
    }

    /** The loopback addresses are the host's own for itself alone. */
    private List<IpAddress> hostAddresses(Party from) {
        List<IpAddress> addresses = new ArrayList<>();
        if (from instanceof Party.Host) {
            addresses.add(IpAddress.parse("127.0.0.1"));
            boolean v6 = ground.host().isLocal(IpAddress.parse("::1"));
            if (v6) {
                addresses.add(IpAddress.parse("::1"));
            }
        }
        addresses.addAll(addresses(survey.host()));
        return nearestFirst(from, addresses);
    }

    /** What a container has on link comes first, and what outside knows the host by: it is how they would go there. */
    private List<IpAddress> nearestFirst(Party from, List<IpAddress> addresses) {
        if (!(from instanceof Party.Container container)) {
            return from instanceof Party.Host ? addresses : uplinks.known(addresses);
        }
        Routing routing = ground.in(netns(container).netns());
        List<IpAddress> near = new ArrayList<>();
        List<IpAddress> far = new ArrayList<>();
        for (IpAddress address : addresses) {
            SurveyedRoute route = routing.lookup(address);
            (route != null && route.gateway() == null ? near : far).add(address);
        }
        near.addAll(far);
        return near;
    }
}
