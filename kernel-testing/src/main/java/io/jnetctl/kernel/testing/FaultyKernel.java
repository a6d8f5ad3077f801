package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.HostJournal;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelEvents;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.survey.Survey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A kernel that refuses its n-th operation, or at which jnetctl is killed. Operations are counted from 1, over all batches.
 *
 * <pre>{@code
 * Kernel kernel = FaultyKernel.killedBefore(3, memory); // two operations are done, then KilledException
 * }</pre>
 */
public final class FaultyKernel implements Kernel {
    private final Kernel kernel;
    private final int fatal;
    private final Fault fault;
    private int executed;
    private boolean killed;

    /** What happens at the fatal operation. */
    private sealed interface Fault {
        record Refused(String errno) implements Fault {}

        record KilledBefore() implements Fault {}

        record KilledAfter() implements Fault {}
    }

    private FaultyKernel(Kernel kernel, int fatal, Fault fault) {
        if (fatal < 1) {
            throw new IllegalArgumentException("operations are counted from 1: " + fatal);
        }
        this.kernel = kernel;
        this.fatal = fatal;
        this.fault = fault;
    }

    /** The n-th operation fails with {@code errno}; those after it work again. */
    public static FaultyKernel failingAt(int n, String errno, Kernel kernel) {
        return new FaultyKernel(kernel, n, new Fault.Refused(errno));
    }

    /** The n-th operation is not done any more. */
    public static FaultyKernel killedBefore(int n, Kernel kernel) {
        return new FaultyKernel(kernel, n, new Fault.KilledBefore());
    }

    /** The n-th operation is the last that is done. */
    public static FaultyKernel killedAfter(int n, Kernel kernel) {
        return new FaultyKernel(kernel, n, new Fault.KilledAfter());
    }

    /** The end of the process that used the kernel. An Error, so that nothing takes it for a refusal and goes on. */
    public static final class KilledException extends Error {
        private static final long serialVersionUID = 1L;

        KilledException(String message) {
            super(message);
        }
    }

    /** How many operations were done or refused; when it stays below n, the fault never struck. */
    public int executed() {
        return executed;
    }

    @Override
    public AttachedNetns locate(AttachTarget target) {
        requireAlive();
        return kernel.locate(target);
    }

    @Override
    public Observed observe(Scope scope) {
        requireAlive();
        return kernel.observe(scope);
    }

    @Override
    public Survey survey() {
        requireAlive();
        return kernel.survey();
    }

    @Override
    public List<Outcome> execute(List<Operation> operations) {
        requireAlive();
        int place = fatal - executed - 1;
        if (place < 0 || place >= operations.size()) {
            return run(operations);
        }
        return switch (fault) {
            case Fault.Refused(String errno) -> refuse(operations, place, errno);
            case Fault.KilledBefore() -> kill(operations.subList(0, place));
            case Fault.KilledAfter() -> kill(operations.subList(0, place + 1));
        };
    }

    private List<Outcome> run(List<Operation> operations) {
        List<Outcome> outcomes = kernel.execute(operations);
        executed += (int) outcomes.stream()
                .filter(outcome -> !(outcome instanceof Outcome.NotRun))
                .count();
        return outcomes;
    }

    private List<Outcome> refuse(List<Operation> operations, int place, String errno) {
        List<Outcome> outcomes = new ArrayList<>(run(operations.subList(0, place)));
        if (outcomes.stream().allMatch(Outcome.Done.class::isInstance)) {
            executed++;
            String what = operations.get(place).resource().label();
            outcomes.add(new Outcome.Failed(new KernelException(errno, what + ": made to fail (" + errno + ")")));
        }
        outcomes.addAll(Collections.nCopies(operations.size() - outcomes.size(), Outcome.NOT_RUN));
        return outcomes;
    }

    private List<Outcome> kill(List<Operation> operations) {
        run(operations);
        killed = true;
        throw new KilledException("killed at operation " + fatal);
    }

    @Override
    public HostLock lock(LockHolder holder, Duration timeout) {
        requireAlive();
        return kernel.lock(holder, timeout);
    }

    @Override
    public void note(String stack, String note) {
        requireAlive();
        kernel.note(stack, note);
    }

    @Override
    public HostJournal journal() {
        requireAlive();
        return kernel.journal();
    }

    @Override
    public KernelEvents watch() {
        requireAlive();
        return kernel.watch();
    }

    private void requireAlive() {
        if (killed) {
            throw new KilledException("nothing runs after a kill");
        }
    }

    @Override
    public void close() {
        kernel.close();
    }
}
