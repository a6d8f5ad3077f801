package io.jnetctl.kernel;

import io.jnetctl.kernel.survey.Survey;
import java.time.Duration;
import java.util.List;

/**
 * The one way to the kernel: look, and change.
 *
 * <p>Implementations are the real one ({@code kernel.linux}) and one in memory for tests; a shared contract test holds them together.
 */
public interface Kernel extends AutoCloseable {
    /**
     * Finds a namespace that others made.
     *
     * @throws KernelException when there is no such namespace, saying what to do
     */
    AttachedNetns locate(AttachTarget target);

    /**
     * Reads the state of the host, of the stacks' namespaces and of the attached ones.
     *
     * @throws KernelException when something cannot be read, EPERM when privilege is missing
     */
    Observed observe(Scope scope);

    /**
     * Reads all that decides where packets go, whoever made it: on the host and in the containers of every stack.
     *
     * @throws KernelException when something cannot be read, EPERM when privilege is missing
     */
    Survey survey();

    /**
     * Makes the changes as if one after another, stopping at the first that fails; an implementation may send several at once where
     * that makes no difference to the result.
     *
     * <p>Where this kernel's journal has been written, it counts them.
     *
     * @return one outcome an operation, in their order; never throws for a refused operation
     */
    List<Outcome> execute(List<Operation> operations);

    /**
     * Says that operations are going to be executed, in one call or several, and that what was observed last is observed right after
     * them. That look may begin while some of them are still carried out, at what none of those that are left changes: of what others
     * change there from then on it may show what was before.
     */
    default void anticipate(List<Operation> operations) {}

    /**
     * Waits for the right to change this host, which all that change it take first. Calls to {@link #execute} do not ask for it.
     *
     * @param holder told to those who are refused meanwhile
     * @param timeout how long to wait; zero asks once
     * @throws HostLockedException when another has it all that time
     * @throws KernelException when it cannot be asked for, EACCES when privilege is missing
     */
    HostLock lock(LockHolder holder, Duration timeout);

    /**
     * Notes something about a stack, until a reboot at most; {@link HostFacts#applied()} has it again.
     *
     * @param note of one line; empty to forget it
     * @throws KernelException when it cannot be written
     */
    void note(String stack, String note);

    /** The note of what is being done to this host. */
    HostJournal journal();

    /**
     * Begins to listen for changes, made by anybody, in all that {@link #observe} looks at from now on. Some make no noise: see the
     * implementation. To be called at most once.
     *
     * @throws KernelException with EPERM when privilege is missing, EOPNOTSUPP where there is nothing to listen to
     */
    default KernelEvents watch() {
        throw new KernelException("EOPNOTSUPP", "this host cannot be watched (EOPNOTSUPP)");
    }

    @Override
    void close();
}
