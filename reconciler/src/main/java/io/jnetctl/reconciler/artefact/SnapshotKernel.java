package io.jnetctl.reconciler.artefact;

import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.HostJournal;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.Scope.SysctlName;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.survey.Survey;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Answers what the kernel of a snapshot's host answered, so that planning goes the same way off the host as on it. What the snapshot
 * does not cover is refused with {@link KernelException#NOT_RECORDED}, never guessed. It cannot be changed.
 */
public final class SnapshotKernel implements Kernel {
    private final Snapshot snapshot;
    private final Observed observed;

    public SnapshotKernel(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.observed = snapshot.observed();
    }

    @Override
    public AttachedNetns locate(AttachTarget target) {
        Snapshot.Attachment answer = snapshot.attachments().stream()
                .filter(each -> each.target().equals(target))
                .findFirst()
                .orElseThrow(() ->
                        new KernelException(KernelException.NOT_RECORDED, "the snapshot does not say where it is"));
        AttachedNetns found = answer.found();
        if (found != null) {
            return found;
        }
        Snapshot.Refusal refusal = answer.refusal();
        throw refusal == null
                ? new IllegalStateException("neither found nor refused: " + target)
                : new KernelException(refusal.errno(), refusal.message());
    }

    /** Covers all stacks: what further ones have is nobody's business who plans for others. */
    @Override
    public Observed observe(Scope scope) {
        Optional<SysctlName> unknown = scope.sysctls().stream()
                .filter(setting ->
                        !snapshot.sysctls().contains(setting) && isThere(setting.netns()) && !isRead(setting))
                .min(Comparator.comparing(SysctlName::netns).thenComparing(SysctlName::name));
        if (unknown.isPresent()) {
            SysctlName setting = unknown.get();
            String where = setting.netns().isHost() ? "" : " of " + setting.netns();
            throw new KernelException(
                    KernelException.NOT_RECORDED, "the snapshot does not say what " + setting.name() + where + " is");
        }
        return observed;
    }

    /** A namespace that is not there has no settings, and that is known. */
    private boolean isThere(Netns netns) {
        return netns.isHost()
                || observed.get(Namespace.KIND.key(netns.name())).isPresent()
                || snapshot.attachments().stream()
                        .map(Snapshot.Attachment::found)
                        .anyMatch(found -> found != null && found.netns().path().equals(netns.path()));
    }

    private boolean isRead(SysctlName setting) {
        return observed.all(Sysctl.class).values().stream()
                .anyMatch(sysctl ->
                        sysctl.netns().equals(setting.netns()) && sysctl.name().equals(setting.name()));
    }

    /** A snapshot is for plans. */
    @Override
    public Survey survey() {
        throw new KernelException(
                KernelException.NOT_RECORDED, "the snapshot does not hold what decides where packets go");
    }

    @Override
    public List<Outcome> execute(List<Operation> operations) {
        throw new UnsupportedOperationException("a snapshot is not changed");
    }

    @Override
    public HostLock lock(LockHolder holder, Duration timeout) {
        throw new UnsupportedOperationException("a snapshot is not changed");
    }

    @Override
    public void note(String stack, String note) {
        throw new UnsupportedOperationException("a snapshot is not changed");
    }

    @Override
    public HostJournal journal() {
        throw new UnsupportedOperationException("a snapshot is not changed");
    }

    @Override
    public void close() {}
}
