package io.jnetctl.golden.packets;

import io.jnetctl.golden.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many packets each rule and each policy of the IPv4 tables has matched, as {@code iptables-save -c} has it. */
public final class RuleCounters {
    private static final Pattern CHAIN = Pattern.compile(":(\\S+) (\\S+) \\[(\\d+):\\d+]");
    private static final Pattern RULE = Pattern.compile("\\[(\\d+):\\d+] (-A (\\S+) .*?(?:-[jg] (\\S+).*)?)");
    private static final List<String> FINAL = List.of("ACCEPT", "DROP", "REJECT", "DNAT", "MASQUERADE");

    private record Rule(String text, String target, long packets) {
        boolean ends() {
            return FINAL.contains(target);
        }
    }

    private record Chain(long policy, List<Rule> rules) {}

    private final Map<String, Chain> chains = new LinkedHashMap<>();

    private RuleCounters() {}

    public static RuleCounters now() throws IOException, InterruptedException {
        RuleCounters counters = new RuleCounters();
        String table = "";
        for (String line : Programs.output("iptables-save", "-c").lines().toList()) {
            Matcher chain = CHAIN.matcher(line);
            Matcher rule = RULE.matcher(line);
            if (line.startsWith("*")) {
                table = line + " ";
            } else if (chain.matches()) {
                counters.chains.put(
                        table + chain.group(1), new Chain(Long.parseLong(chain.group(3)), new ArrayList<>()));
            } else if (rule.matches()) {
                String target = rule.group(4) == null ? "" : rule.group(4);
                counters.chain(table + rule.group(3))
                        .rules()
                        .add(new Rule(rule.group(2), target, Long.parseLong(rule.group(1))));
            }
        }
        return counters;
    }

    /** Packets by rule, each with its table. */
    public Map<String, Long> byRule() {
        Map<String, Long> packets = new LinkedHashMap<>();
        chains.forEach((name, chain) -> chain.rules()
                .forEach(rule -> packets.merge(name.split(" ", -1)[0] + " " + rule.text, rule.packets, Long::sum)));
        return packets;
    }

    /** How often a packet was held against a rule, from {@code before} until now, by the same rules. */
    long evaluatedSince(RuleCounters before) {
        RuleCounters moved = minus(before);
        return moved.chains.keySet().stream().mapToLong(moved::evaluated).sum();
    }

    private RuleCounters minus(RuleCounters before) {
        RuleCounters moved = new RuleCounters();
        chains.forEach((name, chain) -> {
            Chain then = before.chain(name);
            List<Rule> rules = new ArrayList<>();
            for (int i = 0; i < chain.rules.size(); i++) {
                Rule rule = chain.rules.get(i);
                rules.add(new Rule(rule.text, rule.target, rule.packets - then.rules.get(i).packets));
            }
            moved.chains.put(name, new Chain(chain.policy - then.policy, rules));
        });
        return moved;
    }

    /** What comes into a chain meets each of its rules until one ends its way, here or in a chain that is jumped to. */
    private long evaluated(String name) {
        long here = entered(name);
        long evaluated = 0;
        for (Rule rule : chain(name).rules) {
            evaluated += here;
            here -= rule.ends() || rule.target.equals("RETURN") ? rule.packets : endedIn(jump(name, rule));
        }
        return evaluated;
    }

    private long entered(String name) {
        String table = name.substring(0, name.indexOf(' ') + 1);
        long jumped = chains.entrySet().stream()
                .filter(other -> other.getKey().startsWith(table))
                .flatMap(other -> other.getValue().rules.stream())
                .filter(rule -> name.equals(table + rule.target))
                .mapToLong(Rule::packets)
                .sum();
        return isBuiltIn(name) ? chain(name).policy + endedIn(name) : jumped;
    }

    private static boolean isBuiltIn(String name) {
        return name.matches("\\S+ (PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING)");
    }

    /** Packets whose way through the table ended in the chain or one that it jumps to. */
    private long endedIn(String name) {
        return chain(name).rules.stream()
                .mapToLong(rule -> rule.ends() ? rule.packets : endedIn(jump(name, rule)))
                .sum();
    }

    private Chain chain(String name) {
        return chains.getOrDefault(name, new Chain(0, List.of()));
    }

    private static String jump(String from, Rule rule) {
        return from.substring(0, from.indexOf(' ') + 1) + rule.target;
    }
}
