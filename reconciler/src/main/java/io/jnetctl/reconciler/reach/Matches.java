package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.survey.SurveyedLink;
import io.jnetctl.kernel.survey.SurveyedRoute;
import io.jnetctl.reconciler.reach.RuleParser.Masked;
import io.jnetctl.reconciler.reach.RuleParser.MatchOption;
import io.jnetctl.reconciler.reach.RuleParser.ModuleMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The matches of iptables(8) and iptables-extensions(8) that are understood. Any other is unknown, and never guessed. */
final class Matches {
    private static final Set<String> SILENT_ALONE = Set.of("", "tcp", "udp", "sctp", "icmp", "icmp6", "comment");

    private Matches() {}

    static List<Condition> of(Family family, ModuleMatch match) {
        if (match.module().equals("rpfilter")) {
            return List.of(reversePath(match));
        }
        if (match.options().isEmpty()) {
            return SILENT_ALONE.contains(match.module()) ? List.of() : List.of(Condition.UNKNOWN);
        }
        List<Condition> conditions = new ArrayList<>();
        for (MatchOption option : match.options()) {
            Condition condition;
            try {
                condition = condition(family, match.module(), option);
            } catch (IllegalArgumentException notAsExpected) {
                condition = Condition.UNKNOWN;
            }
            conditions.add(condition.negated(option.negated()));
        }
        return conditions;
    }

    private static Condition condition(Family family, String module, MatchOption option) {
        String value = option.value();
        return switch (module) {
            case "", "tcp", "udp", "sctp", "icmp", "icmp6" -> plain(family, option, value);
            case "comment" -> (transit, host) -> Kleene.TRUE.and(Kleene.of(!option.negated()));
            case "multiport" -> multiport(option.name(), value);
            case "addrtype" -> addressType(option.name(), value);
            case "devgroup" -> group(option.name(), value);
            case "conntrack", "state" -> conntrack(option.name(), value);
            case "mark" -> option.name().equals("--mark") ? mark(value) : Condition.UNKNOWN;
            case "physdev" ->
                option.name().equals("--physdev-is-bridged")
                        ? (transit, host) -> Kleene.of(transit.bridged())
                        : Condition.UNKNOWN;
            case "pkttype" ->
                option.name().equals("--pkt-type")
                        ? (transit, host) -> Kleene.of(value.equals("unicast"))
                        : Condition.UNKNOWN;
            default -> Condition.UNKNOWN;
        };
    }

    private static Condition plain(Family family, MatchOption option, String value) {
        return switch (option.name()) {
            case "-s" -> address(value, true);
            case "-d" -> address(value, false);
            case "-i" -> (transit, host) -> link(value, transit.in());
            case "-o" -> (transit, host) -> link(value, transit.out());
            case "-p" -> protocol(family, value);
            case "--sport", "--source-port" -> ports(List.of(PortSpan.parse(value)), true, false);
            case "--dport", "--destination-port" -> ports(List.of(PortSpan.parse(value)), false, true);
            case "--syn" -> flags("FIN,SYN,RST,ACK", "SYN");
            case "--tcp-flags" ->
                option.values().size() == 2
                        ? flags(option.values().get(0), option.values().get(1))
                        : Condition.UNKNOWN;
            case "--icmp-type", "--icmpv6-type" -> icmp(value);
            // Only later fragments.
            case "-f" -> (transit, host) -> Kleene.FALSE;
            default -> Condition.UNKNOWN;
        };
    }

    private static Condition address(String text, boolean source) {
        if (text.indexOf('/') >= 0 && text.substring(text.indexOf('/')).indexOf('.') >= 0) {
            // A mask that is no prefix.
            return Condition.UNKNOWN;
        }
        InterfaceAddress parsed = text.indexOf('/') < 0
                ? new InterfaceAddress(io.jnetctl.inet.IpAddress.parse(text), text.indexOf(':') < 0 ? 32 : 128)
                : InterfaceAddress.parse(text);
        Cidr block = parsed.network();
        return (transit, host) -> Kleene.of(block.contains(
                source ? transit.packet().source() : transit.packet().destination()));
    }

    private static Kleene link(String pattern, @Nullable String link) {
        if (link == null) {
            // A hook without that link matches the empty name.
            return Kleene.of(pattern.equals("+"));
        }
        return Kleene.of(
                pattern.endsWith("+")
                        ? link.startsWith(pattern.substring(0, pattern.length() - 1))
                        : link.equals(pattern));
    }

    private static Condition protocol(Family family, String name) {
        int number = RuleParser.protocol(family, name);
        if (number < 0) {
            return Condition.UNKNOWN;
        }
        return (transit, host) -> Kleene.of(number == 0 || transit.packet().protocol() == number);
    }

    private static Condition ports(List<PortSpan> ranges, boolean source, boolean destination) {
        return (transit, host) -> {
            IpPacket packet = transit.packet();
            if (!packet.hasPorts()) {
                return Kleene.FALSE;
            }
            Kleene any = Kleene.FALSE;
            for (PortSpan range : ranges) {
                any = source ? any.or(packet.sourcePort().in(range)) : any;
                any = destination ? any.or(packet.destinationPort().in(range)) : any;
            }
            return any;
        };
    }

    private static Condition multiport(String option, String list) {
        List<PortSpan> ranges = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            ranges.add(PortSpan.parse(part));
        }
        return switch (option) {
            case "--dports", "--destination-ports" -> ports(ranges, false, true);
            case "--sports", "--source-ports" -> ports(ranges, true, false);
            case "--ports" -> ports(ranges, true, true);
            default -> Condition.UNKNOWN;
        };
    }

    /** The first packet of a connection has SYN alone, its answer SYN and ACK. */
    private static Condition flags(String mask, String set) {
        Set<String> looked =
                Set.of(mask.equals("ALL") ? new String[] {"FIN", "SYN", "RST", "PSH", "ACK", "URG"} : mask.split(","));
        Set<String> wanted = set.equals("NONE") ? Set.of() : Set.of(set.split(","));
        return (transit, host) -> {
            if (transit.packet().protocol() != IpPacket.TCP) {
                return Kleene.FALSE;
            }
            Set<String> has = transit.reply() ? Set.of("SYN", "ACK") : Set.of("SYN");
            for (String flag : looked) {
                if (has.contains(flag) != wanted.contains(flag)) {
                    return Kleene.FALSE;
                }
            }
            return Kleene.TRUE;
        };
    }

    private static Condition icmp(String value) {
        if (value.equals("any") || value.equals("255")) {
            return (transit, host) -> Kleene.of(transit.packet().isIcmp());
        }
        int slash = value.indexOf('/');
        String type = slash < 0 ? value : value.substring(0, slash);
        PortSpan wanted = PortSpan.of(
                switch (type) {
                    case "echo-request", "ping" -> 8;
                    case "echo-reply", "pong" -> 0;
                    default -> Integer.parseInt(type);
                });
        PortSpan code = slash < 0 ? PortSpan.ALL : PortSpan.of(Integer.parseInt(value.substring(slash + 1)));
        return (transit, host) -> {
            IpPacket packet = transit.packet();
            return packet.isIcmp()
                    ? packet.sourcePort()
                            .in(wanted)
                            .and(packet.destinationPort().in(code))
                    : Kleene.FALSE;
        };
    }

    private static Condition addressType(String option, String list) {
        Set<String> types = Set.of(list.split(","));
        return switch (option) {
            case "--src-type" ->
                (transit, host) -> type(types, host.type(transit.packet().source()));
            case "--dst-type" ->
                (transit, host) -> type(types, host.type(transit.packet().destination()));
            default -> Condition.UNKNOWN;
        };
    }

    private static Kleene type(Set<String> types, SurveyedRoute.Type type) {
        return Kleene.of(types.contains(type.name()));
    }

    private static Condition group(String option, String value) {
        Masked wanted = Masked.parse(value);
        return switch (option) {
            case "--src-group" -> (transit, host) -> group(wanted, host, transit.in());
            case "--dst-group" -> (transit, host) -> group(wanted, host, transit.out());
            default -> Condition.UNKNOWN;
        };
    }

    private static Kleene group(Masked wanted, Routing host, @Nullable String name) {
        SurveyedLink link = name == null ? null : host.link(name);
        return Kleene.of(link != null && (link.group() & wanted.mask()) == wanted.value());
    }

    private static Condition mark(String value) {
        Masked wanted = Masked.parse(value);
        return (transit, host) -> Kleene.of((transit.mark() & wanted.mask()) == wanted.value());
    }

    private static Condition conntrack(String option, String value) {
        return switch (option) {
            case "--ctstate", "--state" -> {
                Set<String> states = Set.of(value.split(","));
                yield (transit, host) ->
                        Kleene.of(states.contains(transit.state().name())
                                || (transit.sourceTranslated() && states.contains("SNAT"))
                                || (transit.destinationTranslated() && states.contains("DNAT")));
            }
            case "--ctdir" -> (transit, host) -> Kleene.of(value.equals("REPLY") == transit.reply());
            case "--ctstatus" -> Condition.UNKNOWN;
            default -> Condition.UNKNOWN;
        };
    }

    /** Holds where the host would send an answer by the link that the packet came by. */
    private static Condition reversePath(ModuleMatch match) {
        boolean loose = false;
        boolean invert = false;
        for (MatchOption option : match.options()) {
            switch (option.name()) {
                case "--loose" -> loose = true;
                case "--invert" -> invert = true;
                case "--validmark", "--accept-local" -> {}
                default -> {
                    return Condition.UNKNOWN;
                }
            }
        }
        boolean anyLink = loose;
        Condition passes = (transit, host) -> {
            String in = transit.in();
            return Kleene.of(in == null || host.leadsBack(transit.packet().source(), in, anyLink));
        };
        return passes.negated(invert);
    }
}
