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
            Observed observed = new Observer(namespaces, firewall, sysctls).observe(scope);
            if (events != null) {
                events.cover(scope, observed);
            }
            return observed;
        });
    }

    @Override
    public Survey survey() {
        return looking(() -> new Surveyor(namespaces, firewall, sysctls).survey());
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
        return operations.isEmpty()
                ? List.of()
                : new Executor(namespaces, firewall, sysctls, journal::done).execute(operations);
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
