package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.FirewallFacts;
import io.jnetctl.kernel.FirewallFacts.Make;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.linux.sys.Beside;
import io.jnetctl.kernel.survey.SurveyedFirewall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The packet filter of the namespace that the calling thread is in, by the tools of iptables. */
public final class Firewall {
    private static final Path IPV6 = Path.of("/proc/sys/net/ipv6");

    private final FirewallTools tools;

    /** Rules written since they were read last: what is printed word for word as it was written means what it meant then. */
    private final Map<String, SavedRule> written = new HashMap<>();

    private final ReadRules latest = new ReadRules();

    Firewall(FirewallTools tools) {
        this.tools = tools;
    }

    public static Firewall ofEnvironment() {
        return new Firewall(FirewallTools.ofEnvironment());
    }

    /** A read that has been started. */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * Waits for its end.
         *
         * @throws KernelException when a tool fails, with its words
         */
        T await();
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
    public Reading<FirewallState> read() {
        Integer generation = ReadRules.generation(make());
        Map<String, SavedRule> known = Map.copyOf(written);
        written.clear();
        Map<Family, Supplier<Saved>> saved = save((family, printed) -> Saved.of(family, printed, known));
        // While the tools are at work.
        Surroundings surroundings = surroundings();
        Supplier<FirewallState> state = Beside.start("firewall", () -> state(saved.values(), surroundings));
        return () -> {
            FirewallState read = state.get();
            latest.keep(generation, read.ruleSets());
            return read;
        };
    }

    private Make make() {
        return FirewallFacts.of(tools.make()).make();
    }

    private FirewallState state(Collection<Supplier<Saved>> saved, Surroundings surroundings) {
        List<RuleSet> ruleSets = new ArrayList<>();
        String named = "";
        for (Supplier<Saved> each : saved) {
            ruleSets.add(each.get().rules());
            named = named.isEmpty() ? each.get().version() : named;
        }
        // Where there are no rules it does not name itself.
        return new FirewallState(ruleSets, named.isEmpty() ? tools.make() : named, tools.families(), surroundings);
    }

    /** Like {@link #read}, with every rule in full. */
    public Reading<Rules> readRules() {
        Map<Family, Supplier<SurveyedFirewall>> saved = save(WholeSaveText::parse);
        Surroundings surroundings = surroundings();
        return () -> {
            Map<Family, SurveyedFirewall> byFamily = new EnumMap<>(Family.class);
            saved.forEach((family, rules) -> byFamily.put(family, rules.get()));
            return new Rules(byFamily, surroundings.inWords());
        };
    }

    /** What one tool has printed. */
    private record Saved(RuleSet rules, String version) {
        static Saved of(Family family, String printed, Map<String, SavedRule> known) {
            return new Saved(SaveText.parse(family, printed, known), SaveText.version(printed));
        }
    }

    private <T> Map<Family, Supplier<T>> save(BiFunction<Family, String, T> parse) {
        Map<Family, Supplier<T>> saved = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            List<String> save = tools.save(family);
            if (save != null && (family == Family.V4 || Files.isDirectory(IPV6))) {
                saved.put(family, ToolRun.start(save, null).reading(result -> parse.apply(family, printed(result))));
            }
        }
        return saved;
    }

    private Surroundings surroundings() {
        return Surroundings.read(make());
    }

    /** Whether packets may be filtered by nf_tables here; to ask it for anything would load the module where it is not. */
    public boolean hasNfTables() {
        return Surroundings.hasNfTables(make());
    }

    /** As they are now. */
    RuleSet rules(Family family) {
        RuleSet kept = latest.take(family, FirewallFacts.of(tools.make(family)).make());
        if (kept != null) {
            return kept;
        }
        List<String> save = tools.save(family);
        if (save == null) {
            throw missing(family);
        }
        return SaveText.parse(family, printed(ToolRun.start(save, null).await()));
    }

    /**
     * Changes the tables; the result says whether it went through.
     *
     * @param meanwhile what to do while the tool is at work
     */
    ToolRun.Result restore(Family family, String input, Runnable meanwhile) {
        List<String> restore = tools.restore(family);
        if (restore == null) {
            throw missing(family);
        }
        ToolRun run = ToolRun.start(restore, input);
        meanwhile.run();
        return run.await();
    }

    void wrote(Map<String, SavedRule> rules) {
        written.putAll(rules);
    }

    private static String printed(ToolRun.Result result) {
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
