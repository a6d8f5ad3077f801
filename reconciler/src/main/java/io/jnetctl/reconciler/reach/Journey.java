package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.survey.SurveyedLink;
import io.jnetctl.kernel.survey.SurveyedRoute;
import io.jnetctl.reconciler.reach.Ground.Port;
import io.jnetctl.reconciler.reach.Hooks.Passage;
import io.jnetctl.reconciler.reach.Hooks.Verdict;
import io.jnetctl.reconciler.reach.Transit.State;
import org.jspecify.annotations.Nullable;

/**
 * One packet's way, hook by hook, in the order of linux/netfilter_ipv4.h: raw, connection tracking, mangle, nat, filter. A second journey
 * with the same {@link Connection} is that of the answer; where the host did not track the connection, the answer begins one of its own.
 */
final class Journey {
    private static final String RAW = "raw";
    private static final String MANGLE = "mangle";
    private static final String NAT = "nat";
    private static final String FILTER = "filter";
    private static final String SECURITY = "security";
    private static final String PREROUTING = "PREROUTING";
    private static final String INPUT = "INPUT";
    private static final String FORWARD = "FORWARD";
    private static final String OUTPUT = "OUTPUT";
    private static final String POSTROUTING = "POSTROUTING";

    /** Types of ICMPv6, RFC 4861. */
    private static final int SOLICITATION = 135;

    private static final int ADVERTISEMENT = 136;

    private static final IpAddress SOLICITED = IpAddress.parse("ff02::1:ff00:1");
    private static final IpAddress SOMEBODY = IpAddress.parse("fe80::1");

    private final Ground ground;
    private final Choices choices;
    private final Connection connection;
    private final Sayings sayings;
    private final boolean reply;

    Journey(Ground ground, Choices choices, Connection connection, Sayings sayings, boolean reply) {
        this.ground = ground;
        this.choices = choices;
        this.connection = connection;
        this.sayings = sayings;
        this.reply = reply;
    }

    /** How a journey ends. */
    sealed interface End {
        record Arrived(Place place, IpPacket packet) implements End {}

        record Halted(String reason, @Nullable FirewallRule by) implements End {}
    }

    /** Follows the packet from where it begins. */
    End follow(Place from, IpPacket packet) {
        return switch (from) {
            case Place.Beyond(String link) -> enterHost(packet, link, null);
            case Place.In in when in.netns().isHost() -> leaveHost(packet);
            case Place.In in -> leaveContainer(ground.in(in.netns()), packet);
        };
    }

    private static End halted(String reason) {
        return new End.Halted(reason, null);
    }

    // In a container.

    private End leaveContainer(Routing container, IpPacket packet) {
        String name = sayings.container(container.netns());
        SurveyedRoute route = container.lookup(packet.destination());
        if (route == null) {
            return halted(name + " has no route to " + packet.destination());
        }
        switch (route.type()) {
            case LOCAL -> {
                connection.note(Connection.Kind.ITSELF, null);
                return new End.Arrived(new Place.In(container.netns().netns()), packet);
            }
            case UNICAST -> {}
            default -> {
                return halted("the route of " + name + " to " + route.destination() + " is of type "
                        + sayings.type(route.type()));
            }
        }
        SurveyedLink link = route.link() == null ? null : container.link(route.link());
        SurveyedLink.Peer peer = link == null ? null : link.peer();
        if (link == null || peer == null || !peer.netns().isHost()) {
            return halted(name + " leaves by " + route.link() + ", and where that leads is not known");
        }
        SurveyedLink port = ground.host().link(peer.link());
        if (port == null || !port.up() || !link.up()) {
            return halted("the link " + link.name() + " of " + name + " is down");
        }
        IpAddress hop = route.gateway() == null ? packet.destination() : route.gateway();
        String master = port.master();
        SurveyedLink bridge = master == null ? null : ground.host().link(master);
        if (bridge == null) {
            return enterHost(packet, port.name(), null);
        }
        return bridge.up()
                ? overBridge(bridge, port, hop, packet)
                : halted("the bridge of " + sayings.network(bridge) + " is down");
    }

    // On a bridge, from one of its ports.

    private End overBridge(SurveyedLink bridge, SurveyedLink port, IpAddress hop, IpPacket packet) {
        if (Ground.answers(ground.host(), bridge, hop)) {
            return enterHost(packet, bridge.name(), port);
        }
        Port holder = ground.holder(bridge, hop);
        boolean kept = holder != null && port.isolated() && holder.link().isolated();
        if (holder != null && !kept) {
            Routing far = holder.far();
            SurveyedLink farLink = holder.farLink();
            if (far == null || farLink == null || !holder.isUp()) {
                return halted("the link of " + hop + " is down");
            }
            End undiscovered = bridgedDiscovery(bridge, packet.family());
            if (undiscovered == null) {
                return bridged(bridge, port, packet, far, farLink);
            }
            // Whom the question does not get to cannot answer it, but the host may for him.
            return ground.host().answersFor(hop, packet.source(), bridge)
                    ? enterHost(packet, bridge.name(), port)
                    : undiscovered;
        }
        if (ground.host().answersFor(hop, packet.source(), bridge)) {
            return enterHost(packet, bridge.name(), port);
        }
        if (kept) {
            return halted(sayings.network(bridge)
                    + " keeps its containers apart (icc: false), and the host does not answer" + " for " + hop);
        }
        return halted("nobody in " + sayings.network(bridge) + " has the address " + hop);
    }

    private End bridged(SurveyedLink bridge, SurveyedLink port, IpPacket packet, Routing far, SurveyedLink farLink) {
        if (!ground.filters(bridge, packet.family())) {
            connection.note(Connection.Kind.BRIDGED, null, bridge);
            return deliver(far, farLink, packet);
        }
        Stage stage = preRouting(start(packet, bridge.name(), null));
        if (!(stage instanceof Stage.Passed passed)) {
            return ((Stage.Ended) stage).end();
        }
        return passed.transit().packet().destination().equals(packet.destination())
                ? forwardOverBridge(passed.transit(), bridge, far, farLink, packet.destination())
                : afterPreRouting(passed.transit(), packet, bridge.name(), port);
    }

    /** What becomes of the question for a neighbour on the bridge; null where it arrives. */
    private @Nullable End bridgedDiscovery(SurveyedLink bridge, Family family) {
        if (family == Family.V4 || !ground.filters(bridge, family)) {
            return null;
        }
        Transit asked = untracked(SOLICITATION, SOLICITED, bridge.name(), bridge.name(), true);
        return first(
                run(RAW, PREROUTING, asked.at(bridge.name(), null)),
                run(MANGLE, PREROUTING, asked.at(bridge.name(), null)),
                run(MANGLE, FORWARD, asked),
                run(FILTER, FORWARD, asked));
    }

    // At the host, from a link.

    /** @param port of the bridge {@code in}; null where it is none */
    private End enterHost(IpPacket packet, String in, @Nullable SurveyedLink port) {
        if (!in.equals(SurveyedLink.LOOPBACK) && hasLoopbackV6(packet)) {
            return halted("the host takes no packets with the address ::1 from " + in);
        }
        if (packet.family() == Family.V6 && !in.equals(SurveyedLink.LOOPBACK)) {
            End discovery = discovery(in, SOLICITATION, ADVERTISEMENT);
            if (discovery != null) {
                return discovery;
            }
        }
        Stage stage = preRouting(start(packet, in, null));
        return switch (stage) {
            case Stage.Ended ended -> ended.end();
            case Stage.Passed passed -> afterPreRouting(passed.transit(), packet, in, port);
        };
    }

    private End afterPreRouting(Transit transit, IpPacket before, String in, @Nullable SurveyedLink port) {
        IpAddress destination = transit.packet().destination();
        SurveyedLink bridge = ground.host().link(in);
        SurveyedRoute route = ground.host().lookup(destination);
        boolean translated = !destination.equals(before.destination());
        boolean backOverBridge = translated
                && port != null
                && route != null
                && route.type() == SurveyedRoute.Type.UNICAST
                && in.equals(route.link())
                && bridge != null
                && ground.filters(bridge, before.family());
        return backOverBridge && bridge != null && port != null && route != null
                ? translatedOnBridge(transit, bridge, port, route.gateway() == null ? destination : route.gateway())
                : route(transit, in);
    }

    /**
     * With br_netfilter, what is translated to somebody on the bridge that it came by is not routed but goes on over the bridge
     * (bridged_dnat of net/bridge/br_netfilter_hooks.c), from its port to that one's.
     */
    private End translatedOnBridge(Transit transit, SurveyedLink bridge, SurveyedLink port, IpAddress hop) {
        Port holder = ground.holder(bridge, hop);
        Routing far = holder == null ? null : holder.far();
        SurveyedLink farLink = holder == null ? null : holder.farLink();
        if (holder == null || far == null || farLink == null || !holder.isUp()) {
            return halted("nobody in " + sayings.network(bridge) + " has the address " + hop);
        }
        // The route that it is looked up by is none without forwarding; IPv6 does not ask then.
        if (hop.family() == Family.V4 && !ground.host().forwards(Family.V4, bridge.name())) {
            return notForwarded(Family.V4);
        }
        String why = " (with bridge-nf-call-iptables it stays on the bridge)";
        if (holder.link().name().equals(port.name()) && !port.hairpin()) {
            return halted("it would have to go back out of the port that it came by, which " + port.name()
                    + " does not do" + why);
        }
        if (holder.link().isolated() && port.isolated()) {
            return halted(sayings.network(bridge) + " keeps its containers apart (icc: false)" + why);
        }
        return forwardOverBridge(transit, bridge, far, farLink, hop);
    }

    private End forwardOverBridge(
            Transit transit, SurveyedLink bridge, Routing far, SurveyedLink farLink, IpAddress hop) {
        Stage stage = forward(transit.at(bridge.name(), bridge.name()).overBridge());
        if (!(stage instanceof Stage.Passed forwarded)) {
            return ((Stage.Ended) stage).end();
        }
        stage = postRouting(forwarded.transit(), bridge, hop);
        return switch (stage) {
            case Stage.Ended ended -> ended.end();
            case Stage.Passed passed -> {
                connection.note(Connection.Kind.BRIDGED, null, bridge);
                yield deliver(far, farLink, passed.transit().packet());
            }
        };
    }

    /** IPv6 drops them before any hook sees them (ip6_rcv_core of net/ipv6/ip6_input.c). */
    private static boolean hasLoopbackV6(IpPacket packet) {
        return packet.family() == Family.V6
                && (packet.source().isLoopback() || packet.destination().isLoopback());
    }

    /** A neighbour's question and its answer go through the packet filter as all of ICMPv6 does, and belong to no connection. */
    private @Nullable End discovery(String link, int coming, int going) {
        Transit in = untracked(coming, coming == SOLICITATION ? SOLICITED : SOMEBODY, link, null, false);
        Transit out = untracked(going, SOMEBODY, null, link, false);
        return first(
                run(RAW, PREROUTING, in),
                run(MANGLE, PREROUTING, in),
                run(MANGLE, INPUT, in),
                run(FILTER, INPUT, in),
                run(RAW, OUTPUT, out),
                run(MANGLE, OUTPUT, out),
                run(FILTER, OUTPUT, out),
                run(MANGLE, POSTROUTING, out));
    }

    private static @Nullable End first(Stage... stages) {
        for (Stage stage : stages) {
            if (stage instanceof Stage.Ended ended) {
                return ended.end();
            }
        }
        return null;
    }

    private static Transit untracked(
            int type, IpAddress destination, @Nullable String in, @Nullable String out, boolean bridged) {
        IpPacket packet = new IpPacket(SOMEBODY, destination, IpPacket.ICMPV6, PortSpan.of(type), PortSpan.of(0));
        return new Transit(packet, in, out, 0, State.UNTRACKED, false, false, false, bridged);
    }

    private Transit start(IpPacket packet, @Nullable String in, @Nullable String out) {
        State state = reply ? connection.replyState(packet) : State.NEW;
        return new Transit(
                packet,
                in,
                out,
                0,
                state,
                reply,
                reply && connection.isSourceTranslated(),
                reply && connection.isDestinationTranslated(),
                false);
    }

    /** One hook passed, or the end of the journey. */
    private sealed interface Stage {
        record Passed(Transit transit, @Nullable FirewallRule by) implements Stage {}

        record Ended(End end) implements Stage {}
    }

    private Stage run(String table, String hook, Transit transit) {
        Passage passage = ground.hooks().pass(table, hook, transit, choices);
        FirewallRule by = passage.by();
        return passage.verdict() == Verdict.DROPPED && by != null
                ? new Stage.Ended(new End.Halted(sayings.dropped(by, transit, reply), by))
                : new Stage.Passed(passage.transit(), by);
    }

    private Stage all(Transit transit, String hook, String... tables) {
        Stage stage = new Stage.Passed(transit, null);
        FirewallRule by = null;
        for (String table : tables) {
            if (stage instanceof Stage.Passed passed) {
                stage = run(table, hook, passed.transit());
                if (stage instanceof Stage.Passed now && table.equals(FILTER)) {
                    by = now.by();
                }
            }
        }
        return stage instanceof Stage.Passed passed ? new Stage.Passed(passed.transit(), by) : stage;
    }

    private Stage preRouting(Transit transit) {
        Stage stage = all(transit, PREROUTING, RAW, MANGLE);
        if (!(stage instanceof Stage.Passed passed)) {
            return stage;
        }
        connection.track(passed.transit());
        return translateDestination(passed.transit(), PREROUTING);
    }

    private static boolean isUnknownToNat(Transit transit) {
        return transit.state() == State.UNTRACKED || transit.state() == State.INVALID;
    }

    private Stage translateDestination(Transit transit, String hook) {
        if (isUnknownToNat(transit)) {
            return new Stage.Passed(transit, null);
        }
        if (reply && connection.isTracked()) {
            return new Stage.Passed(transit.with(connection.restoreDestination(transit.packet())), null);
        }
        if (!connection.decideDestination()) {
            return new Stage.Passed(transit, null);
        }
        Passage passage = ground.hooks().pass(NAT, hook, transit, choices);
        FirewallRule by = passage.by();
        if (passage.verdict() == Verdict.DROPPED && by != null) {
            return new Stage.Ended(new End.Halted(sayings.dropped(by, transit, false), by));
        }
        Transit passed = passage.transit();
        if (!(passage.translation() instanceof Target.TranslateDestination(IpAddress address, Integer port))) {
            return new Stage.Passed(passed, null);
        }
        IpPacket packet = passed.packet();
        IpAddress to = address == null ? redirected(passed) : address;
        if (to == null) {
            return new Stage.Ended(halted("there is no address to redirect to on " + passed.in()));
        }
        IpPacket translated = packet.to(to, port == null ? packet.destinationPort() : PortSpan.of(port));
        if (!translated.equals(packet)) {
            connection.destinationTranslated(packet, by);
        }
        return new Stage.Passed(passed.with(translated).translated(false, !translated.equals(packet)), by);
    }

    /** REDIRECT: to the loopback for the host's own packets, to the first address of the link for others'. */
    private @Nullable IpAddress redirected(Transit transit) {
        Family family = transit.packet().family();
        String in = transit.in();
        if (in == null) {
            return IpAddress.parse(family == Family.V4 ? "127.0.0.1" : "::1");
        }
        SurveyedLink link = ground.host().link(in);
        return link == null ? null : firstAddress(link, family);
    }

    private static @Nullable IpAddress firstAddress(SurveyedLink link, Family family) {
        for (var each : link.addresses()) {
            if (each.address().family() == family
                    && !(family == Family.V6 && each.address().isLinkLocal())) {
                return each.address();
            }
        }
        return null;
    }

    /** The routing decision of what came by a link (ip_route_input of net/ipv4/route.c). */
    private End route(Transit transit, String in) {
        IpPacket packet = transit.packet();
        Routing host = ground.host();
        boolean loop = in.equals(SurveyedLink.LOOPBACK);
        if (!loop && (host.isMartian(packet.source(), in) || host.isMartian(packet.destination(), in))) {
            return halted("the host takes no packets with addresses of 127.0.0.0/8 from " + in + " (net.ipv4.conf." + in
                    + ".route_localnet is 0)");
        }
        SurveyedRoute route = host.lookup(packet.destination());
        if (route == null) {
            return halted("the host has no route to " + packet.destination());
        }
        if (!loop && host.isOwnSource(packet.source(), in)) {
            return halted(
                    "the host takes no packets from " + in + " that claim to be from itself (" + packet.source() + ")");
        }
        if (!loop && !host.passesReversePath(packet.source(), in)) {
            return halted("the host's way to " + packet.source() + " is not by " + in + " (rp_filter of " + in + ")");
        }
        switch (route.type()) {
            case LOCAL -> {
                return input(transit);
            }
            case UNICAST -> {}
            default -> {
                return halted(
                        "the host's route to " + route.destination() + " is of type " + sayings.type(route.type()));
            }
        }
        String out = route.link();
        SurveyedLink link = out == null ? null : host.link(out);
        if (link == null || !link.up()) {
            return halted("the host's link " + out + " is down");
        }
        if (!host.forwards(packet.family(), in)) {
            return notForwarded(packet.family());
        }
        IpAddress hop = route.gateway() == null ? packet.destination() : route.gateway();
        Stage stage = forward(transit.at(in, link.name()));
        return switch (stage) {
            case Stage.Ended ended -> ended.end();
            case Stage.Passed passed -> egress(passed.transit(), link, hop);
        };
    }

    private static End notForwarded(Family family) {
        return halted("the host does not forward " + family + " ("
                + (family == Family.V4 ? "net.ipv4.ip_forward" : "net.ipv6.conf.all.forwarding") + " is 0)");
    }

    private End input(Transit transit) {
        Stage stage = all(transit.at(transit.in(), null), INPUT, MANGLE, FILTER, SECURITY);
        if (!(stage instanceof Stage.Passed passed)) {
            return ((Stage.Ended) stage).end();
        }
        connection.note(Connection.Kind.INPUT, passed.by());
        Stage translated = translateSource(passed.transit(), INPUT, null, null);
        return switch (translated) {
            case Stage.Ended ended -> ended.end();
            case Stage.Passed last -> new End.Arrived(Place.HOST, last.transit().packet());
        };
    }

    private Stage forward(Transit transit) {
        Stage stage = all(transit, FORWARD, MANGLE, FILTER, SECURITY);
        if (stage instanceof Stage.Passed passed) {
            connection.note(Connection.Kind.FORWARDED, passed.by());
        }
        return stage;
    }

    private Stage postRouting(Transit transit, SurveyedLink out, IpAddress hop) {
        Stage stage = all(transit.at(null, out.name()), POSTROUTING, MANGLE);
        return stage instanceof Stage.Passed passed ? translateSource(passed.transit(), POSTROUTING, out, hop) : stage;
    }

    private Stage translateSource(Transit transit, String hook, @Nullable SurveyedLink out, @Nullable IpAddress hop) {
        if (isUnknownToNat(transit)) {
            return new Stage.Passed(transit, null);
        }
        if (reply && connection.isTracked()) {
            return new Stage.Passed(transit.with(connection.restoreSource(transit.packet())), null);
        }
        if (!connection.decideSource()) {
            return new Stage.Passed(transit, null);
        }
        Passage passage = ground.hooks().pass(NAT, hook, transit, choices);
        FirewallRule by = passage.by();
        if (passage.verdict() == Verdict.DROPPED && by != null) {
            return new Stage.Ended(new End.Halted(sayings.dropped(by, transit, false), by));
        }
        Transit passed = passage.transit();
        if (!(passage.translation() instanceof Target.TranslateSource(IpAddress address))) {
            return new Stage.Passed(passed, null);
        }
        IpPacket packet = passed.packet();
        IpAddress from = address == null ? masquerade(out, hop, packet) : address;
        if (from == null) {
            return new Stage.Ended(halted("the host has no address on " + (out == null ? "its links" : out.name())
                    + " to masquerade " + packet.source() + " by"));
        }
        IpPacket translated = packet.from(from, packet.sourcePort());
        if (!translated.equals(packet)) {
            connection.sourceTranslated(packet);
        }
        return new Stage.Passed(passed.with(translated).translated(!translated.equals(packet), false), by);
    }

    private @Nullable IpAddress masquerade(@Nullable SurveyedLink out, @Nullable IpAddress hop, IpPacket packet) {
        if (out == null) {
            return null;
        }
        IpAddress via = hop == null ? packet.destination() : hop;
        SurveyedRoute by = new SurveyedRoute(
                SurveyedRoute.TABLE_MAIN,
                Cidr.of(packet.destination(), packet.family().bits()),
                0,
                SurveyedRoute.Type.UNICAST,
                via,
                out.name(),
                null);
        return ground.host().source(by, packet.destination());
    }

    // From the host itself.

    private End leaveHost(IpPacket packet) {
        Routing host = ground.host();
        SurveyedRoute route = host.lookup(packet.destination());
        if (route == null) {
            return halted("the host has no route to " + packet.destination());
        }
        Stage stage = all(start(packet, null, outLink(route)), OUTPUT, RAW, MANGLE);
        if (!(stage instanceof Stage.Passed passed)) {
            return ((Stage.Ended) stage).end();
        }
        connection.track(passed.transit());
        stage = translateDestination(passed.transit(), OUTPUT);
        if (!(stage instanceof Stage.Passed translated)) {
            return ((Stage.Ended) stage).end();
        }
        stage = all(translated.transit(), OUTPUT, FILTER, SECURITY);
        if (!(stage instanceof Stage.Passed last)) {
            return ((Stage.Ended) stage).end();
        }
        Transit transit = last.transit();
        IpAddress destination = transit.packet().destination();
        route = host.lookup(destination);
        if (route == null) {
            return halted("the host has no route to " + destination);
        }
        switch (route.type()) {
            case LOCAL, UNICAST -> {}
            default -> {
                return halted(
                        "the host's route to " + route.destination() + " is of type " + sayings.type(route.type()));
            }
        }
        String out = outLink(route);
        SurveyedLink link = host.link(out);
        if (link == null || !link.up()) {
            return halted("the host's link " + out + " is down");
        }
        if (!link.isLoopback() && host.isMartian(transit.packet().source(), out)) {
            return halted("the host sends nothing from 127.0.0.0/8 by " + out + " (net.ipv4.conf." + out
                    + ".route_localnet is 0)");
        }
        connection.note(Connection.Kind.OUTPUT, last.by());
        return egress(transit, link, route.gateway() == null ? destination : route.gateway());
    }

    /** What is for the host itself goes through lo, whatever link has the address. */
    private static String outLink(SurveyedRoute route) {
        String link = route.link();
        return route.type() == SurveyedRoute.Type.LOCAL || link == null ? SurveyedLink.LOOPBACK : link;
    }

    private End egress(Transit transit, SurveyedLink out, IpAddress hop) {
        Stage stage = postRouting(transit, out, hop);
        if (!(stage instanceof Stage.Passed passed)) {
            return ((Stage.Ended) stage).end();
        }
        IpPacket packet = passed.transit().packet();
        if (out.isLoopback()) {
            return overLoopback(packet);
        }
        if (packet.family() == Family.V6) {
            End discovery = discovery(out.name(), ADVERTISEMENT, SOLICITATION);
            if (discovery != null) {
                return discovery;
            }
        }
        if (out.isBridge()) {
            Port holder = ground.holder(out, hop);
            if (holder != null && holder.far() != null && holder.farLink() != null) {
                return holder.isUp()
                        ? deliver(holder.far(), holder.farLink(), packet)
                        : halted("the link of " + hop + " is down");
            }
            if (out.mark() != null) {
                return halted("nobody in " + sayings.network(out) + " has the address " + hop);
            }
        }
        Port port = ground.port(out);
        if (port.far() != null
                && port.farLink() != null
                && !port.far().netns().netns().isHost()) {
            return deliver(port.far(), port.farLink(), packet);
        }
        connection.note(Connection.Kind.BEYOND, null, out);
        return new End.Arrived(new Place.Beyond(out.name()), packet);
    }

    private End overLoopback(IpPacket packet) {
        Stage stage = preRouting(start(packet, SurveyedLink.LOOPBACK, null)
                .translated(connection.isSourceTranslated(), connection.isDestinationTranslated()));
        return switch (stage) {
            case Stage.Ended ended -> ended.end();
            case Stage.Passed passed -> input(passed.transit());
        };
    }

    // Into a container.

    private End deliver(Routing container, SurveyedLink link, IpPacket packet) {
        String name = sayings.container(container.netns());
        if (!container.isLocal(packet.destination())) {
            return halted(name + " is a gateway on this way, and what it does with packets of others is not known");
        }
        if (container.isMartian(packet.source(), link.name()) || hasLoopbackV6(packet)) {
            return halted(name + " takes no packets from " + packet.source() + " by " + link.name());
        }
        if (container.isOwnSource(packet.source(), link.name())) {
            return halted(name + " would get its own packet back, with its own address as the sender");
        }
        if (!container.passesReversePath(packet.source(), link.name())) {
            return halted(name + " answers " + packet.source() + " by another link than " + link.name()
                    + " (rp_filter of " + link.name() + ")");
        }
        return new End.Arrived(new Place.In(container.netns().netns()), packet);
    }
}
