package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.survey.Survey;
import io.jnetctl.kernel.survey.SurveyedFirewall;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The chains of the host's packet filter, each rule taken apart when it is first met. */
final class Hooks {
    /** As deep as the kernel lets chains jump is deeper; a rule set with a loop is refused by it. */
    private static final int DEEPEST = 256;

    private final Survey survey;
    private final Routing host;
    private final Map<Family, Map<String, List<ParsedRule>>> parsed = new EnumMap<>(Family.class);

    Hooks(Survey survey, Routing host) {
        this.survey = survey;
        this.host = host;
    }

    /** How a chain ends. */
    enum Verdict {
        PASSED,
        DROPPED,
        RETURNED,
        /** By a target of table nat. */
        TRANSLATED
    }

    /**
     * What a chain did.
     *
     * @param by the rule that decided; null where none did and there is no policy
     * @param translation what the rule does to addresses, for {@link Verdict#TRANSLATED}
     */
    record Passage(
            Verdict verdict,
            Transit transit,
            @Nullable FirewallRule by,
            @Nullable Target translation) {}

    /** Takes a packet through a built-in chain; one that is not there lets it pass. */
    Passage pass(String table, String hook, Transit transit, Choices choices) {
        SurveyedFirewall.Chain chain =
                survey.firewall(transit.packet().family()).chain(table, hook);
        if (chain == null) {
            return new Passage(Verdict.PASSED, transit, null, null);
        }
        Passage passage = walk(table, hook, transit, choices, 0);
        if (passage.verdict() != Verdict.RETURNED) {
            return passage;
        }
        String policy = chain.policy() == null ? "ACCEPT" : chain.policy();
        FirewallRule rule = new FirewallRule(transit.packet().family(), table, hook, 0, List.of(policy));
        return new Passage(policy.equals("ACCEPT") ? Verdict.PASSED : Verdict.DROPPED, passage.transit(), rule, null);
    }

    private Passage walk(String table, String name, Transit entering, Choices choices, int depth) {
        Transit transit = entering;
        if (depth > DEEPEST) {
            throw new IllegalStateException("chains that jump in a circle: " + name);
        }
        for (ParsedRule parsedRule : rules(transit.packet().family(), table, name)) {
            if (parsedRule.target() instanceof Target.Nothing || !matches(parsedRule, transit, choices)) {
                continue;
            }
            FirewallRule rule = parsedRule.rule();
            switch (parsedRule.target()) {
                case Target.Accept _ -> {
                    return new Passage(Verdict.PASSED, transit, rule, null);
                }
                case Target.Drop _ -> {
                    return new Passage(Verdict.DROPPED, transit, rule, null);
                }
                case Target.Return _ -> {
                    return new Passage(Verdict.RETURNED, transit, rule, null);
                }
                case Target.Jump jump -> {
                    Passage passage = walk(table, jump.chain(), transit, choices, depth + 1);
                    if (passage.verdict() != Verdict.RETURNED || !jump.comesBack()) {
                        return passage;
                    }
                    transit = passage.transit();
                }
                case Target.SetMark mark -> transit = transit.marked((transit.mark() & ~mark.mask()) ^ mark.value());
                case Target.Untrack _ -> transit = transit.in(Transit.State.UNTRACKED);
                case Target.TranslateDestination translation -> {
                    return new Passage(Verdict.TRANSLATED, transit, rule, translation);
                }
                case Target.TranslateSource translation -> {
                    return new Passage(Verdict.TRANSLATED, transit, rule, translation);
                }
                case Target.Unknown _ -> {
                    if (choices.matches(rule, transit.marked(~transit.mark()))) {
                        return new Passage(Verdict.DROPPED, transit, rule, null);
                    }
                }
                case Target.Nothing _ -> {}
            }
        }
        return new Passage(Verdict.RETURNED, transit, null, null);
    }

    private boolean matches(ParsedRule rule, Transit transit, Choices choices) {
        return switch (rule.matches(transit, host)) {
            case TRUE -> true;
            case FALSE -> false;
            case UNKNOWN -> choices.matches(rule.rule(), transit);
        };
    }

    private List<ParsedRule> rules(Family family, String table, String name) {
        return parsed.computeIfAbsent(family, absent -> new HashMap<>())
                .computeIfAbsent(table + " " + name, absent -> parse(family, table, name));
    }

    private List<ParsedRule> parse(Family family, String table, String name) {
        SurveyedFirewall.Chain chain = survey.firewall(family).chain(table, name);
        if (chain == null) {
            return List.of();
        }
        ParsedRule[] rules = new ParsedRule[chain.rules().size()];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = RuleParser.parse(
                    new FirewallRule(family, table, name, i + 1, chain.rules().get(i)));
        }
        return List.of(rules);
    }
}
