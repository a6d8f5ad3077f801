package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkGroup;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.survey.Survey;
import io.jnetctl.kernel.survey.SurveyedLink;
import io.jnetctl.kernel.survey.SurveyedNetns;
import io.jnetctl.kernel.survey.SurveyedRoute;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened to a packet in the words of the manifest: containers, networks, links and published ports. */
final class Sayings {
    private static final String LINKS = Chain.PREFIX + "LINKS";
    private static final String EVERYBODY = "*";

    private final Ground ground;
    private final boolean oneStack;

    Sayings(Ground ground) {
        this.ground = ground;
        this.oneStack = stacks(ground.survey()).size() <= 1;
    }

    private static Set<String> stacks(Survey survey) {
        Set<String> stacks = new HashSet<>();
        survey.host().links().forEach(link -> addStack(stacks, link.mark()));
        survey.containers().forEach(container -> addStack(stacks, container.owner()));
        return stacks;
    }

    private static void addStack(Set<String> stacks, @Nullable Owner owner) {
        if (owner != null && !owner.stack().equals(EVERYBODY)) {
            stacks.add(owner.stack());
        }
    }

    String container(SurveyedNetns netns) {
        Owner owner = netns.owner();
        return owner == null ? netns.netns().name() : name(owner, owner.object());
    }

    private String name(Owner owner, String object) {
        return oneStack ? object : owner.stack() + "/" + object;
    }

    /** By its bridge. */
    String network(SurveyedLink bridge) {
        Owner mark = bridge.mark();
        return mark == null ? bridge.name() : name(mark, mark.object());
    }

    String place(Place place) {
        return switch (place) {
            case Place.In(Netns netns) when netns.isHost() -> "the host";
            case Place.In(Netns netns) -> container(ground.in(netns).netns());
            case Place.Beyond(String link) -> "the outside by " + link;
        };
    }

    String type(SurveyedRoute.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** The port or what else a packet is about: {@code 80/tcp}, {@code ping}. */
    static String subject(IpPacket packet) {
        String protocol = switch (packet.protocol()) {
            case IpPacket.TCP -> "tcp";
            case IpPacket.UDP -> "udp";
            case IpPacket.SCTP -> "sctp";
            default -> "";
        };
        return protocol.isEmpty() ? "ping" : packet.destinationPort().first() + "/" + protocol;
    }

    private static boolean isOurs(FirewallRule rule) {
        return rule.owner().isPresent() && !rule.isPolicy();
    }

    /** Why a rule is in the way. */
    String dropped(FirewallRule rule, Transit transit, boolean reply) {
        String answer = reply ? "the answer is dropped: " : "";
        if (!isOurs(rule)) {
            return answer
                    + (rule.isPolicy()
                            ? "the policy of chain " + rule.chain() + " is " + String.join(" ", rule.words())
                            : "a rule that is not jnetctl's drops " + (reply ? "it" : subject(transit.packet())));
        }
        SurveyedLink in = link(transit.in());
        SurveyedLink out = link(transit.out());
        if (rule.table().equals("raw")) {
            return answer + "packets with addresses of 127.0.0.0/8 come from this host alone";
        }
        if (out == null) {
            return answer + (in == null ? "the host" : network(in)) + " does not reach the host";
        }
        return answer + between(in, out, transit);
    }

    private String between(@Nullable SurveyedLink in, SurveyedLink out, Transit transit) {
        boolean toOurs = out.mark() != null;
        if (in == null || in.mark() == null) {
            return toOurs && !isInternal(out)
                    ? "from outside only published ports of " + network(out) + " are open"
                    : network(out) + (toOurs ? " is internal" : " is not led to from there");
        }
        if (toOurs && in.name().equals(out.name())) {
            return network(in) + " keeps its containers apart (icc: false), and no link opens "
                    + subject(transit.packet()) + " of "
                    + holder(transit.packet().destination(), out);
        }
        if (isInternal(in)) {
            return network(in) + " is internal";
        }
        if (toOurs && isInternal(out)) {
            return network(out) + " is internal";
        }
        return toOurs
                ? network(in) + " and " + network(out) + " are different networks"
                : network(in) + " does not lead to " + out.name();
    }

    private static boolean isInternal(SurveyedLink bridge) {
        Owner mark = bridge.mark();
        return mark != null
                && NetworkGroup.policy(mark, bridge.group())
                        .map(NetworkPolicy::internal)
                        .orElse(false);
    }

    private String holder(IpAddress address, SurveyedLink bridge) {
        Ground.Port port = ground.holder(bridge, address);
        Routing far = port == null ? null : port.far();
        return far == null ? address.toString() : container(far.netns());
    }

    private @Nullable SurveyedLink link(@Nullable String name) {
        return name == null ? null : ground.host().link(name);
    }

    /** Why a packet arrived. */
    Outcome.Reached reached(Place from, Place to, IpPacket sent, Connection connection) {
        FirewallRule translated = connection.translatedBy();
        IpPacket before = connection.beforeTranslation();
        if (translated != null && before != null) {
            return new Outcome.Reached(
                    isOurs(translated)
                            ? place(to) + " publishes " + subject(before)
                            : "a rule that is not jnetctl's sends " + subject(before) + " to " + place(to),
                    translated);
        }
        FirewallRule decided = connection.decidedBy();
        if (decided != null && isOurs(decided) && decided.chain().startsWith(LINKS)) {
            return new Outcome.Reached("link " + place(from) + " -> " + place(to) + " opens " + subject(sent), decided);
        }
        Connection.Kind kind = connection.kind();
        String reason = switch (kind == null ? Connection.Kind.OUTPUT : kind) {
            case ITSELF -> sent.destination() + " is " + place(from) + "'s own address";
            case BRIDGED -> both(from, to, connection);
            case INPUT -> sent.destination() + " is an address of the host";
            case OUTPUT -> "the host reaches all of its containers";
            case FORWARDED -> "the host forwards from " + place(from) + " to " + place(to);
            case BEYOND -> beyond(from, connection);
        };
        return new Outcome.Reached(reason, decided);
    }

    private String both(Place from, Place to, Connection connection) {
        SurveyedLink bridge = connection.over();
        return place(from) + " and " + place(to) + " are both in " + (bridge == null ? "one network" : network(bridge));
    }

    private String beyond(Place from, Connection connection) {
        SurveyedLink link = connection.over();
        String by = link == null ? "" : " by " + link.name();
        if (from.equals(Place.HOST)) {
            return "the host leads outside" + by;
        }
        return place(from) + " leads outside" + by
                + (connection.isSourceTranslated()
                        ? ", masqueraded"
                        : ", not masqueraded: who is asked must know the way back");
    }
}
