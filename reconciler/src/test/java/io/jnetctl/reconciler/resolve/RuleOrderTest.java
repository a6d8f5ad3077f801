package io.jnetctl.reconciler.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.testing.MemoryKernel;
import io.jnetctl.reconciler.Desired;
import io.jnetctl.reconciler.diff.Differ;
import io.jnetctl.reconciler.execute.Executor;
import io.jnetctl.reconciler.execute.Progress;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.plan.Action;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Planner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of which rules the place must change. Each rule is a letter, and a chain a word. */
final class RuleOrderTest {
    private static final String CHAIN = Chain.PREFIX + "ORDER";
    private static final Owner OWNER = new Owner(Desired.SHARED, "filter");

    private final MemoryKernel kernel = new MemoryHost().kernel();

    private static List<String> arguments(char letter) {
        return List.of("-p", "tcp", "-m", "tcp", "--dport", Integer.toString(letter), "-j", "ACCEPT");
    }

    private static FixedChain chain(String word) {
        return new FixedChain(
                Family.V4,
                "filter",
                CHAIN,
                true,
                word.chars().mapToObj(letter -> arguments((char) letter)).toList());
    }

    private static char letter(Rule rule) {
        return (char) Integer.parseInt(rule.arguments().get(5));
    }

    private Observed observed() {
        return kernel.observe(new io.jnetctl.kernel.Scope(Set.of(), Map.of(), Set.of()));
    }

    private String standing() {
        StringBuilder word = new StringBuilder();
        observed().all(Rule.class).values().forEach(rule -> word.append(letter(rule)));
        return word.toString();
    }

    private Plan plan(String word) {
        Observed observed = observed();
        List<Desired.Entry> entries = new ArrayList<>();
        entries.add(new Desired.Entry(new Chain(Family.V4, "filter", CHAIN), OWNER, "order"));
        RuleOrder.settle(chain(word), observed.all(Rule.class).values())
                .forEach(rule -> entries.add(new Desired.Entry(rule, OWNER, "order")));
        Desired desired = Desired.of(Set.of(), entries);
        return Planner.plan(desired, observed, Differ.diff(desired, observed).changes());
    }

    private void become(String word) {
        assertTrue(Executor.execute(plan(word), kernel, Progress.NONE).succeeded(), word);
        assertEquals(word, standing());
        assertEquals(List.of(), MemoryHost.lines(plan(word)));
    }

    /** The letters that are made or made anew on the way from one word to another, in the order of the steps. */
    private String made(String from, String to) {
        become(from);
        StringBuilder made = new StringBuilder();
        plan(to).steps().stream()
                .filter(step -> step.action() != Action.REMOVE)
                .forEach(step -> made.append(letter((Rule) step.operation().resource())));
        become(to);
        return made.toString();
    }

    @Test
    void whatIsInOrderStays() {
        assertEquals("", made("abcdef", "abcdef"));
    }

    @Test
    void oneThatIsMissingIsMadeAtItsPlace() {
        assertEquals("a", made("bcd", "abcd"));
        assertEquals("c", made("abd", "abcd"));
        assertEquals("d", made("abc", "abcd"));
    }

    @Test
    void oneThatMovedIsMadeAnewAndNoOther() {
        assertEquals("f", made("fabcde", "abcdef"));
        assertEquals("a", made("bcdefa", "abcdef"));
        assertEquals("c", made("abdecf", "abcdef"));
    }

    @Test
    void severalThatMovedTogetherAreMadeAnewTogether() {
        assertEquals("ef", made("efabcd", "abcdef"));
        assertEquals("ab", made("cdabef", "abcdef"));
    }

    @Test
    void whatIsNotDesiredGoesAndMovesNothing() {
        assertEquals("", made("axbyc", "abc"));
    }

    @Test
    void anyOrderComesFromAnyOtherWithTheFewestSteps() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            String from = word(random);
            String to = word(random);
            String made = made(from, to);
            assertEquals(to.length() - common(from, to), made.length(), from + " to " + to);
        }
    }

    private static String word(Random random) {
        List<String> letters = new ArrayList<>(Arrays.asList("abcdefgh".split("")));
        Collections.shuffle(letters, random);
        return String.join("", letters.subList(0, random.nextInt(9)));
    }

    /** The length of the longest common subsequence, the plain way. */
    private static int common(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        if (one.charAt(0) == other.charAt(0)) {
            return 1 + common(one.substring(1), other.substring(1));
        }
        return Math.max(common(one.substring(1), other), common(one, other.substring(1)));
    }
}
