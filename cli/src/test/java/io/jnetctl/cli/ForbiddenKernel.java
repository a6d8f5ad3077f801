package io.jnetctl.cli;

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
import java.util.List;

/** What a kernel says to a user without privilege. */
final class ForbiddenKernel implements Kernel {
    @Override
    public AttachedNetns locate(AttachTarget target) {
        throw refusal();
    }

    @Override
    public Observed observe(Scope scope) {
        throw refusal();
    }

    @Override
    public Survey survey() {
        throw refusal();
    }

    @Override
    public List<Outcome> execute(List<Operation> operations) {
        throw refusal();
    }

    @Override
    public HostLock lock(LockHolder holder, Duration timeout) {
        throw refusal();
    }

    @Override
    public void note(String stack, String note) {
        throw refusal();
    }

    @Override
    public HostJournal journal() {
        throw refusal();
    }

    @Override
    public KernelEvents watch() {
        throw refusal();
    }

    private static KernelException refusal() {
        return new KernelException("EPERM", "open /run/netns/shop.web: Operation not permitted (EPERM)");
    }

    @Override
    public void close() {}
}
