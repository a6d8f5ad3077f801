package io.jnetctl.kernel.linux;

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
import io.jnetctl.kernel.linux.events.LinuxEvents;
import io.jnetctl.kernel.linux.execute.Executor;
import io.jnetctl.kernel.linux.files.JournalFile;
import io.jnetctl.kernel.linux.files.LeftOvers;
import io.jnetctl.kernel.linux.files.LockFile;
import io.jnetctl.kernel.linux.files.StackNotes;
import io.jnetctl.kernel.linux.firewall.Firewall;
import io.jnetctl.kernel.linux.locate.Locator;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.observe.Observer;
import io.jnetctl.kernel.linux.observe.Surveyor;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sysctl.Sysctls;
import io.jnetctl.kernel.survey.Survey;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The kernel that this process runs on. The host is what the calling thread sees: its namespaces of network and mounts. Calls come
 * from one thread at a time, and from threads that share those namespaces.
 */
public final class LinuxKernel implements Kernel {
    private final OpenNamespaces namespaces = new OpenNamespaces();
    private final Firewall firewall = Firewall.ofEnvironment();
    private final Sysctls sysctls = new Sysctls(namespaces);
    private final JournalFile journal = new JournalFile();

    private @Nullable LinuxEvents events;
    private @Nullable Scope observed;
    private @Nullable Foresight foresight;

    private LinuxKernel() {}

    /** Opens nothing yet: each call opens what it needs. */
    public static LinuxKernel open() {
        return new LinuxKernel();
    }

    @Override
    public AttachedNetns locate(AttachTarget target) {
        AttachedNetns found = Locator.ofHost().find(target);
        if (NetnsFiles.isOwn(Path.of(found.netns().path()))) {
            throw new KernelException("EINVAL", found.netns().path() + " is the network namespace of this host itself");
        }
        return found;
    }

    @Override
    public Observed observe(Scope scope) {
        return looking(() -> {
            Observer.Begun begun = foresight == null ? null : foresight.begun(scope);
            foresight = null;
            observed = scope;
            Observed found =
                    begun == null ? observer().observe(scope) : observer().observe(scope, begun);
            if (events != null) {
                events.cover(scope, found);
            }
            return found;
        });
    }

    @Override
    public Survey survey() {
        return looking(() -> new Surveyor(namespaces, firewall, sysctls).survey());
    }

    private Observer observer() {
        return new Observer(namespaces, firewall, sysctls);
    }

    private static <T> T looking(Supplier<T> look) {
        try {
            return look.get();
        } catch (ErrnoException e) {
            throw Refusal.of(e);
        } catch (UncheckedIOException e) {
            throw new KernelException("EIO", "look at the host: " + e.getMessage(), e);
        }
    }

    @Override
    public List<Outcome> execute(List<Operation> operations) {
        if (operations.isEmpty()) {
            return List.of();
        }
        if (foresight != null && !foresight.expects(operations)) {
            foresight = null;
        }
        return new Executor(namespaces, firewall, sysctls, new Following()).execute(operations);
    }

    /** {@inheritDoc} Here it begins while iptables-restore is waited for, which takes its time for thousands of rules. */
    @Override
    public void anticipate(List<Operation> operations) {
        foresight = observed == null ? null : new Foresight(operations, observed, observer());
    }

    /** Counts what is done, and makes use of the time that tools take. */
    private final class Following implements Executor.Follower {
        @Override
        public void done(int more) {
            journal.done(more);
            if (foresight != null) {
                foresight.done(more);
            }
        }

        @Override
        public void waits(int run) {
            if (foresight != null) {
                foresight.look(run);
            }
        }
    }

    @Override
    public HostLock lock(LockHolder holder, Duration timeout) {
        try {
            LockFile lock = LockFile.take(holder, timeout);
            tidy(lock);
            return lock;
        } catch (ErrnoException e) {
            throw Refusal.of(e);
        }
    }

    /** What is left of one that was killed, and no plan could find, goes now. */
    private void tidy(LockFile lock) {
        if (!lock.isLeftOver() && !journal.isThere()) {
            return;
        }
        try {
            NetnsFiles.removeUnbound();
            LeftOvers.tidy(journal);
            sysctls.tidy();
        } catch (UncheckedIOException e) {
            lock.abandon();
            throw new KernelException("EIO", "tidy up after a process that was killed: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            lock.abandon();
            throw e;
        }
    }

    /**
     * {@inheritDoc} Without a sound are: proxied neighbours; group and alias of a link that is down; files that a container replaced by
     * links; what writes rules of iptables-legacy without its lock.
     */
    @Override
    public KernelEvents watch() {
        return looking(() -> {
            namespaces.number();
            LinuxEvents opened = LinuxEvents.open(namespaces, firewall.hasNfTables());
            events = opened;
            return opened;
        });
    }

    @Override
    public void note(String stack, String note) {
        StackNotes.write(stack, note);
    }

    @Override
    public HostJournal journal() {
        return journal;
    }

    @Override
    public void close() {
        journal.close();
        namespaces.close();
    }
}
