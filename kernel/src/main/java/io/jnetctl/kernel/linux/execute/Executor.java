package io.jnetctl.kernel.linux.execute;

import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.Refusal;
import io.jnetctl.kernel.linux.files.ManagedFiles;
import io.jnetctl.kernel.linux.firewall.Firewall;
import io.jnetctl.kernel.linux.firewall.FirewallBatch;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sysctl.Sysctls;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.StaleFlows;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes in their order. Runs of operations that the kernel, or iptables, takes far faster together go together: changes of the
 * firewall, and removals of pairs and namespaces.
 */
public final class Executor {
    private final OpenNamespaces namespaces;
    private final FirewallBatch firewall;
    private final Sysctls sysctls;
    private final MadeNamespaces made;
    private final Bridges bridges;
    private final Veths veths;
    private final Addresses addresses;
    private final ProxyNeighbours proxies;
    private final Routes routes;
    private final Removals removals;
    private final FlowFlush flows;
    private final Follower follower;

    /** Who follows what is going on. */
    public interface Follower {
        Follower NONE = new Follower() {
            @Override
            public void done(int more) {}

            @Override
            public void waits(int run) {}
        };

        /** So many more operations were done; no other has begun. */
        void done(int more);

        /** A tool is at work with so many operations, and until it ends there is nothing else to do. */
        void waits(int run);
    }

    public Executor(OpenNamespaces namespaces, Firewall firewall, Sysctls sysctls, Follower follower) {
        this.namespaces = namespaces;
        this.firewall = new FirewallBatch(firewall, follower::waits);
        this.sysctls = sysctls;
        this.made = new MadeNamespaces(namespaces);
        this.bridges = new Bridges(namespaces, sysctls);
        this.veths = new Veths(namespaces);
        this.addresses = new Addresses(namespaces);
        this.proxies = new ProxyNeighbours(namespaces);
        this.routes = new Routes(namespaces);
        this.removals = new Removals(namespaces, made, veths, sysctls);
        this.flows = new FlowFlush(namespaces);
        this.follower = follower;
    }

    /** One outcome an operation. */
    public List<Outcome> execute(List<Operation> operations) {
        namespaces.refresh();
        FlowFlush.Batch batch = flows.begin(operations);
        List<Outcome> outcomes = new ArrayList<>(operations.size());
        boolean going = true;
        while (going && outcomes.size() < operations.size()) {
            int start = outcomes.size();
            int end = runEnd(operations, start);
            List<Operation> run = operations.subList(start, end);
            if (isFirewall(run.getFirst())) {
                outcomes.addAll(firewall(run, batch));
            } else if (isTogether(run.getFirst())) {
                remove(run, outcomes);
            } else {
                outcomes.add(one(run.getFirst()));
            }
            namespaces.release();
            going = outcomes.getLast() instanceof Outcome.Done;
            if (going) {
                follower.done(end - start);
            }
        }
        int done = 0;
        while (done < outcomes.size() && outcomes.get(done) instanceof Outcome.Done) {
            done++;
        }
        finish(operations.subList(0, done), batch, outcomes);
        while (outcomes.size() < operations.size()) {
            outcomes.add(Outcome.NOT_RUN);
        }
        return List.copyOf(outcomes);
    }

    /** What others must learn of what was done: connection tracking, and neighbours. */
    private void finish(List<Operation> done, FlowFlush.Batch batch, List<Outcome> outcomes) {
        String note = batch.end(done);
        if (!note.isEmpty() && !done.isEmpty()) {
            outcomes.set(done.size() - 1, new Outcome.Done(note));
        }
        NeighbourFlush neighbours = new NeighbourFlush(namespaces);
        done.forEach(neighbours::see);
        neighbours.flush();
        Announcements announcements = new Announcements(namespaces);
        done.forEach(announcements::see);
        announcements.send();
        namespaces.release();
    }

    private static int runEnd(List<Operation> operations, int start) {
        boolean firewall = isFirewall(operations.get(start));
        boolean together = isTogether(operations.get(start));
        int end = start + 1;
        while (end < operations.size()
                && ((firewall && isFirewall(operations.get(end))) || (together && isTogether(operations.get(end))))) {
            end++;
        }
        return end;
    }

    private static boolean isFirewall(Operation operation) {
        return operation.resource() instanceof Chain || operation.resource() instanceof Rule;
    }

    private static boolean isTogether(Operation operation) {
        return operation instanceof Operation.Remove
                && (operation.resource() instanceof Veth || operation.resource() instanceof Namespace);
    }

    private List<Outcome> firewall(List<Operation> run, FlowFlush.Batch batch) {
        Resource first = run.getFirst().resource();
        try {
            batch.awaitNotes();
            return firewall.execute(run);
        } catch (ErrnoException e) {
            return List.of(new Outcome.Failed(Refusal.of(first, e)));
        } catch (UncheckedIOException e) {
            return List.of(new Outcome.Failed(Refusal.of(first, "EIO", String.valueOf(e.getMessage()))));
        } catch (KernelException e) {
            return List.of(new Outcome.Failed(named(first, e)));
        }
    }

    private static KernelException named(Resource resource, KernelException e) {
        String message = resource.kind().name() + " " + resource.label() + ": " + e.getMessage();
        return new KernelException(e.errno(), message, e);
    }

    private void remove(List<Operation> run, List<Outcome> outcomes) {
        List<Resource> resources = new ArrayList<>(run.size());
        for (Operation operation : run) {
            resources.add(operation.resource());
        }
        Removals.Refused refused = removals.remove(resources);
        int done = refused == null ? run.size() : refused.index();
        for (int i = 0; i < done; i++) {
            outcomes.add(Outcome.DONE);
        }
        if (refused != null) {
            outcomes.add(new Outcome.Failed(refused.reason()));
        }
    }

    private Outcome one(Operation operation) {
        Resource resource = operation.resource();
        try {
            if (operation instanceof Operation.Add add) {
                add(resource, add.owner(), add);
            } else if (operation instanceof Operation.Update update) {
                update(resource, update.changed(), update.owner(), update);
            } else {
                remove(resource, operation);
            }
            return Outcome.DONE;
        } catch (ErrnoException e) {
            return new Outcome.Failed(Refusal.of(resource, e));
        } catch (KernelException e) {
            return new Outcome.Failed(e);
        } catch (UncheckedIOException e) {
            return new Outcome.Failed(Refusal.of(resource, "EIO", String.valueOf(e.getMessage())));
        }
    }

    private void add(Resource resource, Owner owner, Operation operation) {
        switch (resource) {
            case Namespace namespace -> made.add(namespace, owner);
            case Bridge bridge -> bridges.add(bridge, owner);
            case Veth veth -> veths.add(veth, owner);
            case Address address -> addresses.add(address);
            case ProxyNeighbour proxy -> proxies.add(proxy);
            case Route route -> routes.add(route);
            case Sysctl sysctl -> sysctls.execute(operation);
            case ManagedFile file -> ManagedFiles.execute(operation);
            case OtherLink other -> throw neverMade(other);
            case StaleFlows stale -> throw neverMade(stale);
            case Chain chain -> throw together(chain);
            case Rule rule -> throw together(rule);
        }
    }

    private void update(Resource resource, Set<String> changed, Owner owner, Operation.Update operation) {
        switch (resource) {
            case Namespace namespace -> made.update(namespace, changed, owner);
            case Bridge bridge -> bridges.update(operation, bridge);
            case Veth veth -> veths.update(operation, veth);
            case Address address -> throw nothingToChange(address);
            case ProxyNeighbour proxy -> throw nothingToChange(proxy);
            case Route route -> routes.update(route);
            case Sysctl sysctl -> sysctls.execute(operation);
            case ManagedFile file -> ManagedFiles.execute(operation);
            case OtherLink other -> throw neverMade(other);
            case StaleFlows stale -> throw neverMade(stale);
            case Chain chain -> throw together(chain);
            case Rule rule -> throw together(rule);
        }
    }

    private void remove(Resource resource, Operation operation) {
        switch (resource) {
            case Bridge bridge -> bridges.remove(bridge);
            case Address address -> addresses.remove(address);
            case ProxyNeighbour proxy -> proxies.remove(proxy);
            case Route route -> routes.remove(route);
            case Sysctl sysctl -> sysctls.execute(operation);
            case ManagedFile file -> ManagedFiles.execute(operation);
            case OtherLink other -> throw neverMade(other);
            case StaleFlows stale -> {
                // Ended with all others, after the last operation.
            }
            case Namespace namespace -> throw together(namespace);
            case Veth veth -> throw together(veth);
            case Chain chain -> throw together(chain);
            case Rule rule -> throw together(rule);
        }
    }

    private static KernelException nothingToChange(Resource resource) {
        return Refusal.of(resource, "EOPNOTSUPP", "it has nothing to change");
    }

    private static KernelException neverMade(OtherLink other) {
        return Refusal.of(other, "EOPNOTSUPP", "jnetctl does not change links that it does not make");
    }

    private static KernelException neverMade(StaleFlows stale) {
        return Refusal.of(stale, "EOPNOTSUPP", "stale flows are ended, never made");
    }

    private static IllegalStateException together(@Nullable Resource resource) {
        return new IllegalStateException("goes in a run of its kind: " + resource);
    }
}
