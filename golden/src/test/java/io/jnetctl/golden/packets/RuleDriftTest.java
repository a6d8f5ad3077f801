package io.jnetctl.golden.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.golden.Console;
import io.jnetctl.golden.Programs;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others do to our rules: the plan names just that, and an apply puts just that right. */
final class RuleDriftTest {
    @ParameterizedTest
    @EnumSource
    void flushedTablesComeBack(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            Damage damage = new Damage(host);
            for (String program : List.of("iptables", "ip6tables")) {
                for (String table : List.of("filter", "nat", "mangle", "raw")) {
                    PacketHost.run(program + " -t " + table + " -F");
                }
            }
            damage.isHealed(Damage.ALL_RULES);
            for (String program : List.of("iptables", "ip6tables")) {
                for (String table : List.of("filter", "nat", "mangle", "raw")) {
                    PacketHost.run(program + " -t " + table + " -F");
                    PacketHost.run(program + " -t " + table + " -X");
                }
            }
            damage.isHealed(Damage.ALL_RULES_AND_CHAINS);
            host.listen(host.outside(), 80);
            Shop.listen(host);
            host.check(Shop.traffic(host));
        });
    }

    @ParameterizedTest
    @EnumSource
    void smallDamageIsASmallPlan(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            Damage damage = new Damage(host);

            PacketHost.run("iptables -D JNET-FORWARD 2");
            damage.isHealed(1);

            // The first becomes the last.
            damage.repeatAtEnd("iptables", "filter", "JNET-FORWARD", 1);
            PacketHost.run("iptables -D JNET-FORWARD 1");
            damage.isHealed(1);

            damage.repeatAtEnd("ip6tables", "filter", "JNET-FORWARD", 3);
            damage.isHealed(1);

            PacketHost.run("ip6tables -A JNET-FORWARD -s fd00:66::/64 -j ACCEPT");
            damage.isHealed(1);

            PacketHost.run("iptables -t nat -I JNET-PREROUTING -j RETURN");
            damage.isHealed(1);

            int rules = damage.rulesOf("iptables", "filter", "JNET-FORWARD");
            PacketHost.run("iptables -F JNET-FORWARD");
            damage.isHealed(rules);

            PacketHost.run("iptables -D FORWARD 2");
            damage.isHealed(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void rulesAndPoliciesOfOthersAreNoDriftButOursComeFirst(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            Damage damage = new Damage(host);
            PacketHost.run("""
                    iptables -P FORWARD DROP
                    ip6tables -P FORWARD DROP
                    iptables -A FORWARD -j DROP
                    ip6tables -A FORWARD -j DROP
                    iptables -N OTHERS
                    iptables -A OTHERS -j ACCEPT
                    iptables -A JNET-USER -s 198.51.100.0/24 -j DROP
                    """);
            damage.isNone();
            host.listen(host.outside(), 80);
            Shop.listen(host);
            host.check(Shop.traffic(host));

            PacketHost.run("iptables -I FORWARD -j OTHERS");
            Console.Ended plan = host.plan(Shop.MANIFEST);
            assertEquals(2, plan.exit(), plan.all());
            host.apply(Shop.MANIFEST);
            List<String> forward =
                    Programs.output("iptables", "-S", "FORWARD").lines().toList();
            assertTrue(forward.get(1).endsWith("-j JNET-USER"), forward.toString());
            assertTrue(forward.get(2).endsWith("-j JNET-FORWARD"), forward.toString());
            assertEquals(List.of("-A FORWARD -j OTHERS", "-A FORWARD -j DROP"), forward.subList(3, 5));
            host.check(Shop.traffic(host));

            host.destroy("shop");
            assertTrue(RuleText.all().contains("-A JNET-USER -s 198.51.100.0/24 -j DROP"), RuleText.all());
        });
    }

    /** A host with a stack, to which something is done. */
    private static final class Damage {
        static final int ALL_RULES = -1;
        static final int ALL_RULES_AND_CHAINS = -2;

        private final PacketHost host;
        private final String sound;

        Damage(PacketHost host) throws IOException, InterruptedException {
            this.host = host;
            host.apply(Shop.MANIFEST);
            this.sound = RuleText.all();
        }

        /** @param steps how many the plan has */
        void isHealed(int steps) throws IOException, InterruptedException {
            int expected = switch (steps) {
                case ALL_RULES -> count(" -A ");
                case ALL_RULES_AND_CHAINS -> count("-save ");
                default -> steps;
            };
            Console.Ended plan = host.plan(Shop.MANIFEST, "--verbose");
            assertEquals(2, plan.exit(), plan.all());
            assertEquals(expected, steps(plan.out()), plan.all());
            host.apply(Shop.MANIFEST);
            assertEquals(sound, RuleText.all());
        }

        void isNone() throws IOException {
            Console.Ended plan = host.plan(Shop.MANIFEST);
            assertEquals(0, plan.exit(), plan.all());
        }

        private int count(String part) {
            return (int) sound.lines().filter(line -> line.contains(part)).count();
        }

        private static int steps(String plan) {
            return (int) plan.lines()
                    .filter(line -> line.matches(" *[0-9]+ +(\\+|-|~|-/\\+) .*"))
                    .filter(line -> !line.contains("to be made anew"))
                    .count();
        }

        int rulesOf(String program, String table, String chain) {
            return count("%s-save *%s -A %s ".formatted(program, table, chain));
        }

        /** Adds the rule of that number once more, with its comment. */
        void repeatAtEnd(String program, String table, String chain, int number)
                throws IOException, InterruptedException {
            String rule = Programs.output(program, "-t", table, "-S", chain, String.valueOf(number))
                    .strip()
                    .replace("\"", "");
            Programs.output((program + " -t " + table + " " + rule).split(" ", -1));
        }
    }
}
