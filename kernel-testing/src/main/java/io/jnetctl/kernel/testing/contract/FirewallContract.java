package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.FirewallFacts.BuiltInChain;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chains and rules. */
public interface FirewallContract extends Subject {
    Owner FILTER_OWNER = new Owner("*", "filter");

    private static Chain chain(Family family) {
        return new Chain(family, "filter", "JNET-FORWARD");
    }

    /** Before all others of ours. */
    private static Rule rule(String chain, @Nullable Boolean first, String... arguments) {
        return rule(chain, 0, first, "", arguments);
    }

    private static Rule rule(
            String chain, int copy, @Nullable Boolean first, @Nullable String after, String... arguments) {
        return new Rule(Family.V4, "filter", chain, List.of(arguments), copy, first, after);
    }

    /** A rule of JNET-FORWARD about a link. */
    private static Rule about(String link, int copy, @Nullable String after) {
        return rule("JNET-FORWARD", copy, null, after, "-i", link, "-j", "ACCEPT");
    }

    /** Last in JNET-FORWARD. */
    private static Rule about(String link) {
        return about(link, 0, null);
    }

    private static Rule about(String link, Rule after) {
        return about(link, 0, after.label());
    }

    /** As it is observed where only marked rules stand before it. */
    private static Rule leading(Rule rule) {
        return new Rule(rule.family(), rule.table(), rule.chain(), rule.arguments(), rule.copy(), true, rule.after());
    }

    /** The links that rules are about, in the rules' order, but the jump to the chain. */
    private List<String> links() {
        return observe().all(Rule.class).values().stream()
                .filter(rule -> rule.arguments().getFirst().equals("-i"))
                .map(rule -> rule.arguments().get(1))
                .toList();
    }

    private static Rule jump(@Nullable Boolean first) {
        return rule("FORWARD", first, "-j", "JNET-FORWARD");
    }

    private static Rule accept(@Nullable Boolean first) {
        return rule("JNET-FORWARD", first, "-i", "br-front", "-j", "ACCEPT");
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    default void anAddedChainIsObservedAsOurs(Family family) {
        add(FRONT_OWNER, chain(family));
        assertHas(chain(family), FILTER_OWNER);
        refused("EEXIST", new Operation.Add(chain(family), FRONT_OWNER));
        remove(chain(family));
        assertGone(chain(family));
    }

    @Test
    default void chainsOfTheNameInOtherTablesAndFamiliesAreOthers() {
        Chain nat = new Chain(Family.V4, "nat", "JNET-FORWARD");
        add(FRONT_OWNER, chain(Family.V4), chain(Family.V6), nat);
        remove(chain(Family.V4));
        assertHas(chain(Family.V6), FILTER_OWNER);
        assertHas(nat, new Owner("*", "nat"));
    }

    @Test
    default void anAbsentChainIsNotRemoved() {
        refused("ENOENT", new Operation.Remove(chain(Family.V4)));
    }

    @Test
    default void aChainThatHoldsRulesIsNotRemoved() {
        add(FRONT_OWNER, chain(Family.V4), accept(null));
        refused("EBUSY", new Operation.Remove(chain(Family.V4)));
        remove(accept(null));
        remove(chain(Family.V4));
        assertGone(chain(Family.V4));
    }

    @Test
    default void aChainThatIsJumpedToIsNotRemoved() {
        add(FRONT_OWNER, chain(Family.V4), jump(true));
        refused("EBUSY", new Operation.Remove(chain(Family.V4)));
        remove(jump(true));
        remove(chain(Family.V4));
        assertGone(chain(Family.V4));
    }

    @Test
    default void aChainIsNotRemovedWhileSomebodyElseJumpsToIt() {
        add(FRONT_OWNER, chain(Family.V4));
        outside().appendRule(Family.V4, "filter", "INPUT", List.of("-j", "JNET-FORWARD"));
        refused("EBUSY", new Operation.Remove(chain(Family.V4)));
    }

    @Test
    default void anAddedRuleIsObservedWithItsMark() {
        add(FRONT_OWNER, chain(Family.V4), accept(null), jump(true));
        assertHas(accept(true), FRONT_OWNER);
        assertHas(jump(true), FRONT_OWNER);
    }

    @Test
    default void aRuleIsNotAddedTwice() {
        add(FRONT_OWNER, chain(Family.V4), accept(null));
        refused("EEXIST", new Operation.Add(accept(null), FRONT_OWNER));
    }

    @Test
    default void anAbsentRuleIsNotRemoved() {
        add(FRONT_OWNER, chain(Family.V4));
        refused("ENOENT", new Operation.Remove(accept(null)));
        refused("ENOENT", new Operation.Remove(rule("JNET-NONE", null, "-j", "ACCEPT")));
    }

    @Test
    default void aRuleNeedsItsChainAndTheOneItJumpsTo() {
        refused("ENOENT", new Operation.Add(accept(null), FRONT_OWNER));
        refused("ENOENT", new Operation.Add(jump(true), FRONT_OWNER));
    }

    @Test
    default void theMarkOfARuleIsChangedInItsPlace() {
        Rule other = about("br-back", 0, accept(true).label());
        add(FRONT_OWNER, chain(Family.V4), accept(null), other);
        Owner edge = new Owner(STACK, "edge");
        done(new Operation.Update(accept(null), accept(null), Set.of("owner"), edge));
        assertHas(accept(true), edge);
        assertHas(rule("JNET-FORWARD", 0, true, accept(true).label(), "-i", "br-back", "-j", "ACCEPT"), FRONT_OWNER);
        assertEquals(List.of("br-front", "br-back"), links());
    }

    @Test
    default void rulesOfAChainAreObservedInTheirOrder() {
        add(FRONT_OWNER, chain(Family.V4));
        add(FRONT_OWNER, about("c0"), about("a0"), about("b0"));
        add(FRONT_OWNER, rule("JNET-FORWARD", 0, true, null, "-i", "z0", "-j", "ACCEPT"));
        assertEquals(List.of("z0", "c0", "a0", "b0"), links());
    }

    @Test
    default void aRuleThatShallBeFirstStandsBeforeThoseOfOthers() {
        outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-j", "DROP"));
        add(FRONT_OWNER, chain(Family.V4), jump(true));
        assertHas(jump(true), FRONT_OWNER);
        outside().insertRule(Family.V4, "filter", "FORWARD", List.of("-j", "DROP"));
        assertHas(jump(false), FRONT_OWNER);
    }

    @Test
    default void aRuleThatNeedNotBeFirstStandsLast() {
        outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-j", "DROP"));
        add(FRONT_OWNER, chain(Family.V4), jump(false));
        assertHas(jump(false), FRONT_OWNER);
    }

    @Test
    default void foreignRulesOfForeignChainsAreNotObserved() {
        outside().addChain(Family.V4, "filter", "OTHERS");
        outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-j", "OTHERS"));
        outside().appendRule(Family.V4, "filter", "OTHERS", List.of("-j", "ACCEPT"));
        assertEquals(Observed.EMPTY.entries(), observe().entries());
    }

    @Test
    default void aForeignJumpToOurChainIsObservedAndNotRemoved() {
        add(FRONT_OWNER, chain(Family.V4));
        outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-j", "JNET-FORWARD"));
        assertForeign(jump(true));
        refused("ENOENT", new Operation.Remove(jump(true)));
        add(FRONT_OWNER, jump(true));
        assertHas(jump(true), FRONT_OWNER);
        assertForeign(rule("FORWARD", 1, true, jump(true).label(), "-j", "JNET-FORWARD"));
    }

    @Test
    default void aRuleStandsRightAfterTheOneThatItNames() {
        add(FRONT_OWNER, chain(Family.V4), about("a0"), about("d0"));
        add(FRONT_OWNER, about("c0", about("a0")), about("b0", about("a0")), about("e0", about("d0")));
        add(FRONT_OWNER, about("z0", 0, ""));
        assertEquals(List.of("z0", "a0", "b0", "c0", "d0", "e0"), links());
        assertHas(leading(about("b0", about("a0"))), FRONT_OWNER);
    }

    @Test
    default void rulesOfOneBatchStandAfterEachOther() {
        add(FRONT_OWNER, chain(Family.V4), about("a0"), about("x0"), about("d0"));
        List<Outcome> outcomes = kernel().execute(List.of(
                new Operation.Add(about("b0", about("a0")), FRONT_OWNER),
                new Operation.Remove(about("x0")),
                new Operation.Add(about("c0", about("b0")), FRONT_OWNER),
                new Operation.Remove(about("a0")),
                new Operation.Add(about("a0", 0, ""), FRONT_OWNER),
                new Operation.Add(about("e0", about("d0")), FRONT_OWNER)));
        assertEquals(Collections.nCopies(6, Outcome.DONE), outcomes);
        assertEquals(List.of("a0", "b0", "c0", "d0", "e0"), links());
    }

    @Test
    default void aRuleIsNotAddedAfterOneThatIsNotThere() {
        add(FRONT_OWNER, chain(Family.V4));
        refused("ENOENT", new Operation.Add(about("b0", about("a0")), FRONT_OWNER));
        refused("ENOENT", new Operation.Add(about("b0", 0, "ip filter FORWARD -j X"), FRONT_OWNER));
    }

    @Test
    default void rulesOfOthersBetweenOursKeepTheirPlaces() {
        add(FRONT_OWNER, chain(Family.V4));
        Rule one = rule("FORWARD", 0, null, null, "-i", "a0", "-j", "ACCEPT");
        Rule two = rule("FORWARD", 0, null, null, "-i", "b0", "-j", "ACCEPT");
        outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-i", "foreign0", "-j", "JNET-FORWARD"));
        add(FRONT_OWNER, one);
        outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-i", "foreign1", "-j", "JNET-FORWARD"));
        add(FRONT_OWNER, two);
        outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-i", "foreign2", "-j", "JNET-FORWARD"));
        assertHas(rule("FORWARD", 0, false, one.label(), "-i", "b0", "-j", "ACCEPT"), FRONT_OWNER);
        add(FRONT_OWNER, rule("FORWARD", 0, null, two.label(), "-i", "c0", "-j", "ACCEPT"));
        add(FRONT_OWNER, rule("FORWARD", 0, null, "", "-i", "z0", "-j", "ACCEPT"));
        remove(one);
        assertEquals(List.of("foreign0", "z0", "foreign1", "b0", "c0", "foreign2"), links());
    }

    @Test
    default void rulesThatShallBeFirstKeepTheirOrderBeforeThoseOfOthers() {
        Rule user = rule("FORWARD", true, "-j", Chain.USER);
        Rule ours = rule("FORWARD", 0, true, user.label(), "-j", "JNET-FORWARD");
        add(FRONT_OWNER, chain(Family.V4), new Chain(Family.V4, "filter", Chain.USER));
        outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-j", "DROP"));
        add(FRONT_OWNER, user, ours);
        assertHas(user, FRONT_OWNER);
        assertHas(ours, FRONT_OWNER);
        remove(user);
        add(FRONT_OWNER, user);
        assertHas(ours, FRONT_OWNER);
    }

    @Test
    default void aRuleThatShallBeFirstIsSoEvenWhereTheOneItNamesIsNot() {
        Rule user = rule("FORWARD", false, "-j", Chain.USER);
        Rule ours = rule("FORWARD", 0, true, user.label(), "-j", "JNET-FORWARD");
        add(FRONT_OWNER, chain(Family.V4), new Chain(Family.V4, "filter", Chain.USER), user);
        outside().insertRule(Family.V4, "filter", "FORWARD", List.of("-j", "DROP"));
        add(FRONT_OWNER, ours);
        assertHas(jump(true), FRONT_OWNER);
        assertHas(rule("FORWARD", 0, false, jump(true).label(), "-j", Chain.USER), FRONT_OWNER);
    }

    @Test
    default void aCopyIsObservedAsSuchAndRemovedFromItsPlace() {
        add(FRONT_OWNER, chain(Family.V4), about("a0"), about("b0"), about("a0", 1, null), about("c0"));
        assertHas(leading(about("a0", 0, "")), FRONT_OWNER);
        assertHas(leading(about("a0", 1, about("b0").label())), FRONT_OWNER);
        assertHas(leading(about("c0", about("b0"))), FRONT_OWNER);
        refused("EEXIST", new Operation.Add(about("a0", 1, null), FRONT_OWNER));
        refused("ENOENT", new Operation.Add(about("a0", 3, null), FRONT_OWNER));
        refused("EBUSY", new Operation.Remove(about("a0")));
        remove(about("a0", 1, null));
        assertEquals(List.of("a0", "b0", "c0"), links());
        refused("ENOENT", new Operation.Remove(about("a0", 1, null)));
    }

    @Test
    default void copiesInAChainOfOthersAreRemovedFromTheirPlaces() {
        List<String> said = List.of("-i", "a0", "-j", "ACCEPT");
        Rule copied = new Rule(Family.V4, "filter", "FORWARD", said, null);
        Rule second = rule("FORWARD", 1, null, null, "-i", "a0", "-j", "ACCEPT");
        Rule third = rule("FORWARD", 2, null, null, "-i", "a0", "-j", "ACCEPT");
        add(FRONT_OWNER, chain(Family.V4));
        outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-i", "foreign0", "-j", "JNET-FORWARD"));
        add(FRONT_OWNER, copied, rule("FORWARD", 0, null, null, "-i", "b0", "-j", "ACCEPT"), second);
        outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-i", "foreign1", "-j", "JNET-FORWARD"));
        add(FRONT_OWNER, third);
        List<Outcome> outcomes = kernel().execute(List.of(
                new Operation.Remove(third),
                new Operation.Remove(second),
                new Operation.Add(rule("FORWARD", 0, null, copied.label(), "-i", "aa0", "-j", "ACCEPT"), FRONT_OWNER)));
        assertEquals(Collections.nCopies(3, Outcome.DONE), outcomes);
        assertEquals(List.of("foreign0", "a0", "aa0", "b0", "foreign1"), links());
    }

    @Test
    default void theMarkOfACopyIsChangedInItsPlace() {
        Owner edge = new Owner(STACK, "edge");
        add(FRONT_OWNER, chain(Family.V4), about("a0"), about("b0"), about("a0", 1, null), about("c0"));
        done(new Operation.Update(about("a0", 1, null), about("a0", 1, null), Set.of("owner"), edge));
        assertEquals(List.of("a0", "b0", "a0", "c0"), links());
        assertHas(leading(about("a0", 0, "")), FRONT_OWNER);
        assertHas(leading(about("a0", 1, about("b0").label())), edge);
    }

    @Test
    default void whatStandsInOurChainsWithoutAMarkIsOursToRemove() {
        List<List<String>> odd = List.of(
                List.of("-i", "a0", "-j", "ACCEPT"),
                List.of(
                        "!",
                        "-s",
                        "192.0.2.0/24",
                        "-m",
                        "comment",
                        "--comment",
                        "by hand, \"quoted\" \\ 'n",
                        "-j",
                        "DROP"),
                List.of("-m", "comment", "--comment", "", "-j", "RETURN"),
                List.of("-m", "comment", "--comment", "two\nlines", "-j", "RETURN"),
                List.of("-m", "limit", "--limit", "3/min", "-j", "LOG", "--log-prefix", "a -j JNET-X "));
        add(FRONT_OWNER, chain(Family.V4), about("a0"), about("b0", 0, null));
        for (List<String> arguments : odd) {
            outside().insertRule(Family.V4, "filter", "JNET-FORWARD", arguments);
            outside().appendRule(Family.V4, "filter", "JNET-FORWARD", arguments);
        }
        List<Rule> unexpected = new ArrayList<>();
        observe().entries().values().forEach(entry -> {
            if (Owner.UNEXPECTED.equals(entry.owner()) && entry.resource() instanceof Rule rule) {
                unexpected.add(rule);
            }
        });
        assertEquals(2 * odd.size(), unexpected.size());
        unexpected.sort(Comparator.comparingInt(Rule::copy).reversed());
        List<Operation> removals = new ArrayList<>();
        unexpected.forEach(rule -> removals.add(new Operation.Remove(rule)));
        assertEquals(Collections.nCopies(removals.size(), Outcome.DONE), kernel().execute(removals));
        assertEquals(List.of("a0", "b0"), links());
        assertHas(leading(about("a0", 0, "")), FRONT_OWNER);
    }

    @Test
    default void anUnmarkedRuleOfOurChainIsMarkedInItsPlace() {
        add(FRONT_OWNER, chain(Family.V4), about("a0"));
        outside().appendRule(Family.V4, "filter", "JNET-FORWARD", List.of("-i", "b0", "-j", "ACCEPT"));
        add(FRONT_OWNER, about("c0"));
        assertHas(leading(about("b0", about("a0"))), Owner.UNEXPECTED);
        done(new Operation.Update(about("b0"), about("b0"), Set.of("owner"), FRONT_OWNER));
        assertHas(leading(about("b0", about("a0"))), FRONT_OWNER);
        assertEquals(List.of("a0", "b0", "c0"), links());
    }

    @Test
    default void theAdministratorsChainsAreLeftAlone() {
        Chain user = new Chain(Family.V4, "filter", Chain.USER);
        Chain more = new Chain(Family.V4, "filter", "JNET-MORE");
        add(FRONT_OWNER, user, chain(Family.V4), rule("FORWARD", true, "-j", Chain.USER), jump(true));
        outside().addChain(Family.V4, "filter", "JNET-MORE");
        outside().appendRule(Family.V4, "filter", Chain.USER, List.of("-j", "JNET-MORE"));
        outside().appendRule(Family.V4, "filter", Chain.USER, List.of("-i", "x0", "-j", "JNET-FORWARD"));
        outside().appendRule(Family.V4, "filter", "JNET-MORE", List.of("-i", "a0", "-j", "DROP"));
        outside().appendRule(Family.V4, "filter", "JNET-FORWARD", List.of("-i", "b0", "-j", "DROP"));
        assertHas(user, FILTER_OWNER);
        assertForeign(more);
        assertHas(chain(Family.V4), FILTER_OWNER);
        assertForeign(rule(Chain.USER, true, "-j", "JNET-MORE"));
        assertForeign(rule("JNET-MORE", true, "-i", "a0", "-j", "DROP"));
        assertHas(rule("JNET-FORWARD", true, "-i", "b0", "-j", "DROP"), Owner.UNEXPECTED);
        refused("ENOENT", new Operation.Remove(rule("JNET-MORE", null, "-i", "a0", "-j", "DROP")));
    }

    @Test
    default void aPolicyThatDropsIsAFact() {
        outside().setPolicy(Family.V4, "filter", "FORWARD", true);
        outside().setPolicy(Family.V4, "filter", "INPUT", true);
        outside().setPolicy(Family.V4, "filter", "INPUT", false);
        assertEquals(
                Set.of(new BuiltInChain(Family.V4, "filter", "FORWARD")),
                observe().facts().firewall().dropping());
    }

    @Test
    default void aRuleOfMoreThanALineIsRefused() {
        add(FRONT_OWNER, chain(Family.V4));
        refused("EINVAL", new Operation.Add(about("a0\nCOMMIT"), FRONT_OWNER));
    }

    @Test
    default void aForeignRuleThatReadsTheSameStaysWhenOursGoes() {
        outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-i", "br-front", "-j", "ACCEPT"));
        Rule ours = rule("FORWARD", false, "-i", "br-front", "-j", "ACCEPT");
        add(FRONT_OWNER, ours);
        assertHas(ours, FRONT_OWNER);
        remove(ours);
        assertGone(ours);
        add(FRONT_OWNER, ours);
        assertHas(ours, FRONT_OWNER);
    }

    @Test
    default void rulesThatSomebodyFlushedAreGone() {
        add(FRONT_OWNER, chain(Family.V4), accept(null), jump(true));
        outside().flush(Family.V4, "filter", "FORWARD");
        assertGone(jump(true));
        assertHas(accept(true), FRONT_OWNER);
    }

    @Test
    default void manyOperationsOfTheFirewallAreDoneUpToTheFirstRefusedOne() {
        Rule second = rule("JNET-FORWARD", null, "-i", "br-back", "-j", "ACCEPT");
        List<Outcome> outcomes = kernel().execute(List.of(
                new Operation.Add(chain(Family.V4), FRONT_OWNER),
                new Operation.Add(accept(null), FRONT_OWNER),
                new Operation.Add(accept(null), FRONT_OWNER),
                new Operation.Add(second, FRONT_OWNER)));
        assertEquals(List.of(Outcome.DONE, Outcome.DONE), outcomes.subList(0, 2));
        assertEquals(Outcome.NOT_RUN, outcomes.get(3));
        assertHas(accept(true), FRONT_OWNER);
        assertGone(second);
    }

    @Test
    default void aRefusalInOneFamilyKeepsWhatTheOtherDidBefore() {
        List<Outcome> outcomes = kernel().execute(List.of(
                new Operation.Add(chain(Family.V6), FRONT_OWNER),
                new Operation.Add(chain(Family.V4), FRONT_OWNER),
                new Operation.Add(chain(Family.V4), FRONT_OWNER),
                new Operation.Remove(chain(Family.V6))));
        assertEquals(List.of(Outcome.DONE, Outcome.DONE), outcomes.subList(0, 2));
        assertEquals(Outcome.NOT_RUN, outcomes.get(3));
        assertEquals(Optional.of(new Observed.Entry(chain(Family.V6), FILTER_OWNER)), observed(chain(Family.V6)));
    }
}
