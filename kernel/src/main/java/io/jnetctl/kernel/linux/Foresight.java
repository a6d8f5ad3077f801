package io.jnetctl.kernel.linux;

import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.linux.observe.Observer;
import io.jnetctl.kernel.linux.observe.Snapshots;
import io.jnetctl.kernel.resource.ManagedFile;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A look that begins before the last operation is done, where only files are left to be written: at what netlink tells while
 * iptables-restore is at work, and at the rules while the files are written.
 */
final class Foresight {
    private final List<Operation> operations;
    private final Scope scope;
    private final Observer observer;
    private int done;
    private @Nullable Snapshots snapshots;
    private Observer.@Nullable Begun begun;

    /** @param operations all that are going to be executed before the look is asked for */
    Foresight(List<Operation> operations, Scope scope, Observer observer) {
        this.operations = List.copyOf(operations);
        this.scope = scope;
        this.observer = observer;
    }

    /** Whether these are the very ones that come next. */
    boolean expects(List<Operation> next) {
        if (done + next.size() > operations.size()) {
            return false;
        }
        for (int i = 0; i < next.size(); i++) {
            if (operations.get(done + i) != next.get(i)) {
                return false;
            }
        }
        return true;
    }

    void done(int more) {
        done += more;
        if (snapshots != null && begun == null) {
            try {
                begun = observer.begin(snapshots);
            } catch (KernelException e) {
                // No tool could be started: what is done is done, and the look afterwards will tell.
                snapshots = null;
            }
        }
    }

    /** @param run how many operations are at work, those after the ones that were done */
    void look(int run) {
        int left = Math.min(done + run, operations.size());
        if (snapshots != null || !areFiles(operations.subList(left, operations.size()))) {
            return;
        }
        try {
            snapshots = observer.snapshots(scope);
        } catch (KernelException | UncheckedIOException e) {
            // Then all of it is looked at afterwards, and it is told there.
            snapshots = null;
        }
    }

    private static boolean areFiles(List<Operation> operations) {
        return operations.stream().allMatch(operation -> operation.resource() instanceof ManagedFile);
    }

    /** What was begun of a look at that scope, if it still holds; null where nothing was, and where sockets are to be looked at. */
    Observer.@Nullable Begun begun(Scope asked) {
        return scope.withoutSockets().equals(asked) && done == operations.size() ? begun : null;
    }
}
