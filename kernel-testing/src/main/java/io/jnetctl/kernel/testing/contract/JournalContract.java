package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.HostJournal;
import io.jnetctl.kernel.HostJournal.Noted;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is noted of what is being done to a host. */
public interface JournalContract extends Subject {
    @Test
    default void whatIsNotedIsReadUntilItIsRemoved() {
        HostJournal journal = kernel().journal();
        assertEquals(Optional.empty(), journal.read());
        journal.write("one, ünïcode\n");
        assertEquals(Optional.of(new Noted("one, ünïcode\n", 0)), journal.read());
        journal.write("two");
        assertEquals(Optional.of(new Noted("two", 0)), journal.read());
        journal.remove();
        assertEquals(Optional.empty(), journal.read());
        journal.remove();
    }

    @Test
    default void operationsAreCountedSinceItWasWritten() {
        HostJournal journal = kernel().journal();
        add(FRONT_OWNER, Subject.front());
        journal.write("one");
        add(WEB_OWNER, Subject.web());
        add(END_OWNER, Subject.end());
        assertEquals(2, journal.read().orElseThrow().operations());
        assertInstanceOf(
                Outcome.Failed.class,
                kernel().execute(List.of(new Operation.Add(Subject.end(), END_OWNER)))
                        .getFirst());
        assertEquals(2, journal.read().orElseThrow().operations());
        journal.write("two");
        assertEquals(0, journal.read().orElseThrow().operations());
        kernel().execute(List.of(
                new Operation.Add(Subject.webAddress("10.10.0.5/24"), END_OWNER),
                new Operation.Add(Subject.webAddress("10.10.0.5/24"), END_OWNER),
                new Operation.Add(Subject.webAddress("10.10.0.6/24"), END_OWNER)));
        assertEquals(1, journal.read().orElseThrow().operations(), "the second is refused, the third not run");
        journal.remove();
    }

    @Test
    default void itsClockGoesForward() {
        HostJournal journal = kernel().journal();
        var before = journal.clock();
        assertTrue(before.isPositive());
        assertTrue(journal.clock().compareTo(before) >= 0);
    }
}
