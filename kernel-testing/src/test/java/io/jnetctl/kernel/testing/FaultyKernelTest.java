package io.jnetctl.kernel.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.testing.FaultyKernel.KilledException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultyKernelTest {
    private static final List<Operation> FOUR = Stream.of("a", "b", "c", "d")
            .<Operation>map(name -> new Operation.Add(new Namespace("shop." + name, true), new Owner("shop", name)))
            .toList();
    private static final Scope SCOPE = new Scope(Set.of("shop"), Map.of(), Set.of());

    private final MemoryKernel memory = new MemoryKernel();

    private int made() {
        return memory.observe(SCOPE).entries().size();
    }

    @Test
    void theNthOperationFailsAndThoseAfterItAreNotRun() {
        FaultyKernel kernel = FaultyKernel.failingAt(3, "ENOMEM", memory);
        List<Outcome> outcomes = kernel.execute(FOUR);
        assertEquals(List.of(Outcome.DONE, Outcome.DONE), outcomes.subList(0, 2));
        assertEquals(
                "ENOMEM",
                assertInstanceOf(Outcome.Failed.class, outcomes.get(2)).reason().errno());
        assertEquals(Outcome.NOT_RUN, outcomes.get(3));
        assertEquals(2, made());
        assertEquals(3, kernel.executed());
    }

    @Test
    void aFailureIsOverOnceItHasStruck() {
        FaultyKernel kernel = FaultyKernel.failingAt(3, "ENOMEM", memory);
        kernel.execute(FOUR);
        assertEquals(List.of(Outcome.DONE, Outcome.DONE), kernel.execute(FOUR.subList(2, 4)));
        assertEquals(4, made());
    }

    @Test
    void operationsAreCountedOverBatches() {
        FaultyKernel kernel = FaultyKernel.failingAt(3, "ENOMEM", memory);
        kernel.execute(FOUR.subList(0, 2));
        assertInstanceOf(
                Outcome.Failed.class, kernel.execute(FOUR.subList(2, 4)).getFirst());
    }

    @Test
    void aKillBeforeAnOperationLeavesItUndone() {
        FaultyKernel kernel = FaultyKernel.killedBefore(3, memory);
        assertThrows(KilledException.class, () -> kernel.execute(FOUR));
        assertEquals(2, made());
    }

    @Test
    void aKillAfterAnOperationLeavesItDone() {
        FaultyKernel kernel = FaultyKernel.killedAfter(3, memory);
        assertThrows(KilledException.class, () -> kernel.execute(FOUR));
        assertEquals(3, made());
    }

    @Test
    void nothingRunsAfterAKill() {
        FaultyKernel kernel = FaultyKernel.killedAfter(1, memory);
        assertThrows(KilledException.class, () -> kernel.execute(FOUR));
        assertThrows(KilledException.class, () -> kernel.execute(FOUR));
        assertThrows(KilledException.class, () -> kernel.observe(SCOPE));
        assertEquals(1, made());
    }

    @Test
    void aFaultBeyondTheLastOperationNeverStrikes() {
        FaultyKernel kernel = FaultyKernel.killedBefore(5, memory);
        kernel.execute(FOUR);
        assertEquals(4, kernel.executed());
        assertEquals(4, made());
    }
}
