package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a rule of iptables-save(8) apart: matches by module, and the target with its options. */
final class RuleParser {
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "LOG",
            "NFLOG",
            "ULOG",
            "TCPMSS",
            "CHECKSUM",
            "CLASSIFY",
            "DSCP",
            "TOS",
            "TTL",
            "HL",
            "SECMARK",
            "CONNSECMARK",
            "TRACE",
            "AUDIT",
            "CONNMARK",
            "SET",
            "RATEEST",
            "IDLETIMER",
            "LED",
            "ECN",
            "TCPOPTSTRIP",
            "TEE");

    private RuleParser() {}

    static ParsedRule parse(FirewallRule rule) {
        List<String> words = rule.words();
        List<ModuleMatch> modules = new ArrayList<>();
        ModuleMatch module = new ModuleMatch("", new ArrayList<>());
        modules.add(module);
        Target target = new Target.Nothing();
        boolean negated = false;
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at);
            if (word.equals("-j") || word.equals("-g")) {
                target = target(words.subList(at, words.size()));
                break;
            }
            int end = at + 1;
            if (word.equals("!")) {
                negated = true;
            } else if (word.equals("-m")) {
                module = new ModuleMatch(at + 1 < words.size() ? words.get(at + 1) : "?", new ArrayList<>());
                modules.add(module);
                end = at + 2;
            } else {
                // A comment may say anything, and is one word.
                end = word.equals("--comment") ? at + 2 : endOfValues(words, end);
                end = Math.min(end, words.size());
                module.options().add(new MatchOption(negated, word, List.copyOf(words.subList(at + 1, end))));
                negated = false;
            }
            at = end;
        }
        List<Condition> conditions = new ArrayList<>();
        for (ModuleMatch match : modules) {
            conditions.addAll(Matches.of(rule.family(), match));
        }
        return new ParsedRule(rule, conditions, target);
    }

    private static int endOfValues(List<String> words, int from) {
        int end = from;
        while (end < words.size()
                && !words.get(end).startsWith("-")
                && !words.get(end).equals("!")) {
            end++;
        }
        return end;
    }

    /** A module with its options. */
    record ModuleMatch(String module, List<MatchOption> options) {}

    /** An option of a match. */
    record MatchOption(boolean negated, String name, List<String> values) {
        String value() {
            return values.isEmpty() ? "" : values.getFirst();
        }
    }

    private static Target target(List<String> words) {
        String name = words.size() > 1 ? words.get(1) : "";
        if (words.getFirst().equals("-g")) {
            return new Target.Jump(name, false);
        }
        List<String> options = words.subList(Math.min(2, words.size()), words.size());
        return switch (name) {
            case "ACCEPT" -> new Target.Accept();
            case "DROP", "REJECT" -> new Target.Drop();
            case "RETURN" -> new Target.Return();
            case "MARK" -> markOrUnknown(options);
            case "DNAT" -> translateDestination(value(options, "--to-destination"));
            case "REDIRECT" -> redirect(value(options, "--to-ports"));
            case "SNAT" -> translateSource(value(options, "--to-source"));
            case "MASQUERADE" -> new Target.TranslateSource(null);
            case "NOTRACK" -> new Target.Untrack();
            case "CT" -> options.contains("--notrack") ? new Target.Untrack() : new Target.Nothing();
            default ->
                WITHOUT_EFFECT.contains(name)
                        ? new Target.Nothing()
                        : isVerdictOfAModule(name) ? new Target.Unknown(name) : new Target.Jump(name, true);
        };
    }

    /** Of the targets that are left, those of iptables-extensions(8) that send a packet elsewhere; every other name is a chain's. */
    private static boolean isVerdictOfAModule(String name) {
        return Set.of("QUEUE", "NFQUEUE", "TPROXY", "NETMAP", "SYNPROXY", "CLUSTERIP", "SNPT", "DNPT", "HMARK")
                .contains(name);
    }

    private static @Nullable String value(List<String> options, String name) {
        int at = options.indexOf(name);
        return at < 0 || at + 1 >= options.size() ? null : options.get(at + 1);
    }

    private static Target markOrUnknown(List<String> options) {
        try {
            return mark(options);
        } catch (NumberFormatException e) {
            return new Target.Unknown("MARK");
        }
    }

    private static Target mark(List<String> options) {
        String and = value(options, "--and-mark");
        String or = value(options, "--or-mark");
        String xor = value(options, "--xor-mark");
        String set = value(options, "--set-mark");
        String xset = value(options, "--set-xmark");
        if (and != null) {
            return new Target.SetMark(0, ~number(and));
        } else if (or != null) {
            return new Target.SetMark(number(or), number(or));
        } else if (xor != null) {
            return new Target.SetMark(number(xor), 0);
        } else if (set != null || xset != null) {
            Masked masked = Masked.parse(set == null ? String.valueOf(xset) : set);
            return new Target.SetMark(masked.value(), masked.mask() | (set == null ? 0 : masked.value()));
        }
        return new Target.Unknown("MARK");
    }

    private static int number(String text) {
        return Integer.parseUnsignedInt(
                text.startsWith("0x") ? text.substring(2) : text, text.startsWith("0x") ? 16 : 10);
    }

    /** {@code VALUE/MASK}. */
    record Masked(int value, int mask) {
        static Masked parse(String text) {
            int slash = text.indexOf('/');
            return slash < 0
                    ? new Masked(number(text), -1)
                    : new Masked(number(text.substring(0, slash)), number(text.substring(slash + 1)));
        }
    }

    /** {@code 10.0.0.5:80}, {@code [fd00::5]:80} or an address alone; a range cannot be told. */
    private static Target translateDestination(@Nullable String to) {
        if (to == null) {
            return new Target.Unknown("DNAT");
        }
        int bracket = to.lastIndexOf(']');
        int colon = to.lastIndexOf(':');
        boolean hasPort = bracket >= 0 ? colon > bracket : colon >= 0 && colon == to.indexOf(':');
        String address =
                (hasPort ? to.substring(0, colon) : to).replace("[", "").replace("]", "");
        try {
            Integer port = hasPort ? Integer.valueOf(to.substring(colon + 1)) : null;
            return address.isEmpty()
                    ? new Target.Unknown("DNAT")
                    : IpAddress.tryParse(address)
                            .<Target>map(parsed -> new Target.TranslateDestination(parsed, port))
                            .orElse(new Target.Unknown("DNAT"));
        } catch (NumberFormatException range) {
            return new Target.Unknown("DNAT");
        }
    }

    private static Target redirect(@Nullable String ports) {
        try {
            return new Target.TranslateDestination(null, ports == null ? null : Integer.valueOf(ports));
        } catch (NumberFormatException range) {
            return new Target.Unknown("REDIRECT");
        }
    }

    private static Target translateSource(@Nullable String to) {
        String address = to == null ? "" : to;
        if (address.startsWith("[")) {
            address = address.substring(1, Math.max(1, address.indexOf(']')));
        } else if (IpAddress.tryParse(address).isEmpty() && address.indexOf(':') > 0) {
            address = address.substring(0, address.indexOf(':'));
        }
        return IpAddress.tryParse(address)
                .<Target>map(Target.TranslateSource::new)
                .orElse(new Target.Unknown("SNAT"));
    }

    /** The number of a protocol by any name that iptables-save prints; -1 for one that is not known here. */
    static int protocol(Family family, String name) {
        return switch (name) {
            case "all", "0" -> 0;
            case "icmp" -> IpPacket.ICMP;
            case "tcp" -> IpPacket.TCP;
            case "udp" -> IpPacket.UDP;
            case "ipv6-icmp", "icmpv6", "icmp6" -> IpPacket.ICMPV6;
            case "sctp" -> IpPacket.SCTP;
            case "udplite" -> 136;
            case "esp" -> 50;
            case "ah" -> 51;
            case "gre" -> 47;
            case "igmp" -> 2;
            case "dccp" -> 33;
            case "vrrp" -> 112;
            case "ospf" -> 89;
            default -> name.chars().allMatch(Character::isDigit) ? Integer.parseInt(name) : -1;
        };
    }
}
