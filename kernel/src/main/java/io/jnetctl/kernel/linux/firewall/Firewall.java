package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.FirewallFacts;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.survey.SurveyedFirewall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The packet filter of the namespace that the calling thread is in, by the tools of iptables. */
public final class Firewall {
    private static final Path IPV6 = Path.of("/proc/sys/net/ipv6");

    private final FirewallTools tools;

    Firewall(FirewallTools tools) {
        this.tools = tools;
    }

    public static Firewall ofEnvironment() {
        return new Firewall(FirewallTools.ofEnvironment());
    }

    /** A read that has been started; {@link #await} gives its result. */
    public static final class Reading {
        private final Map<Family, ToolRun> runs = new EnumMap<>(Family.class);
        private final FirewallTools tools;
        private Surroundings surroundings = Surroundings.NONE;

        private Reading(FirewallTools tools) {
            this.tools = tools;
        }

        /**
         * Like {@link #await}, with every rule in full.
         *
         * @throws KernelException when a tool fails, with its words
         */
        public Rules awaitRules() {
            Map<Family, SurveyedFirewall> byFamily = new EnumMap<>(Family.class);
            runs.forEach((family, run) -> byFamily.put(family, WholeSaveText.parse(family, printed(run))));
            return new Rules(byFamily, surroundings.inWords());
        }

        /** @throws KernelException when a tool fails, with its words */
        public FirewallState await() {
            List<RuleSet> ruleSets = new ArrayList<>();
            String named = "";
            for (Map.Entry<Family, ToolRun> run : runs.entrySet()) {
                String saved = printed(run.getValue());
                named = named.isEmpty() ? SaveText.version(saved) : named;
                ruleSets.add(SaveText.parse(run.getKey(), saved));
            }
            // Where there are no rules it does not name itself.
            return new FirewallState(ruleSets, named.isEmpty() ? tools.make() : named, tools.families(), surroundings);
        }
    }

    /**
     * All rules, whosever they are.
     *
     * @param byFamily the tables; a family without iptables is missing
     * @param others in words, what filters packets beside it
     */
    public record Rules(Map<Family, SurveyedFirewall> byFamily, List<String> others) {
        public Rules {
            byFamily = Map.copyOf(byFamily);
            others = List.copyOf(others);
        }
    }

    /** Starts to read; where there is no iptables there is nothing to read. */
    public Reading read() {
        Reading reading = new Reading(tools);
        for (Family family : Family.values()) {
            List<String> save = tools.save(family);
            if (save != null && (family == Family.V4 || Files.isDirectory(IPV6))) {
                reading.runs.put(family, ToolRun.start(save, null));
            }
        }
        // While the tools are at work.
        reading.surroundings = Surroundings.read(FirewallFacts.of(tools.make()).make());
        return reading;
    }

    /** Whether packets may be filtered by nf_tables here; to ask it for anything would load the module where it is not. */
    public boolean hasNfTables() {
        return Surroundings.hasNfTables(FirewallFacts.of(tools.make()).make());
    }

    RuleSet rules(Family family) {
        List<String> save = tools.save(family);
        if (save == null) {
            throw missing(family);
        }
        return SaveText.parse(family, printed(ToolRun.start(save, null)));
    }

    /** Changes the tables; the result says whether it went through. */
    ToolRun.Result restore(Family family, String input) {
        List<String> restore = tools.restore(family);
        if (restore == null) {
            throw missing(family);
        }
        return ToolRun.start(restore, input).await();
    }

    private static String printed(ToolRun run) {
        ToolRun.Result result = run.await();
        if (!result.succeeded()) {
            throw new KernelException("", "read the firewall: " + result.words());
        }
        return result.printed();
    }

    private static KernelException missing(Family family) {
        String command = FirewallTools.command(family);
        return new KernelException(
                "",
                "there is no " + command + " on this host: install the package iptables (apt-get install iptables, dnf"
                        + " install iptables-nft, apk add iptables)");
    }
}
