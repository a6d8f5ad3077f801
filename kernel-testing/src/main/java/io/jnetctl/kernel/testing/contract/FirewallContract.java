package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
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

    private static Rule rule(String chain, @Nullable Boolean first, String... arguments) {
        return new Rule(Family.V4, "filter", chain, List.of(arguments), first);
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
        Rule other = rule("JNET-FORWARD", null, "-i", "br-back", "-j", "ACCEPT");
        add(FRONT_OWNER, chain(Family.V4), accept(null), other);
        Owner edge = new Owner(STACK, "edge");
        done(new Operation.Update(accept(null), accept(null), Set.of("owner"), edge));
        assertHas(accept(true), edge);
        assertHas(rule("JNET-FORWARD", true, "-i", "br-back", "-j", "ACCEPT"), FRONT_OWNER);
        assertEquals(
                List.of("br-front", "br-back"),
                observe().all(Rule.class).values().stream()
                        .map(rule -> rule.arguments().get(1))
                        .toList());
    }

    @Test
    default void rulesOfAChainAreObservedInTheirOrder() {
        add(FRONT_OWNER, chain(Family.V4));
        for (String link : List.of("c0", "a0", "b0")) {
            add(FRONT_OWNER, rule("JNET-FORWARD", null, "-i", link, "-j", "ACCEPT"));
        }
        add(FRONT_OWNER, rule("JNET-FORWARD", true, "-i", "z0", "-j", "ACCEPT"));
        assertEquals(
                List.of("z0", "c0", "a0", "b0"),
                observe().all(Rule.class).values().stream()
                        .map(rule -> rule.arguments().get(1))
                        .toList());
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
    default void foreignRulesInOurChainsOrIntoThemAreObservedAsForeign() {
        add(FRONT_OWNER, chain(Family.V4));
        outside().appendRule(Family.V4, "filter", "JNET-FORWARD", List.of("-i", "br-front", "-j", "ACCEPT"));
        outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-j", "JNET-FORWARD"));
        assertForeign(accept(true));
        assertForeign(jump(true));
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
