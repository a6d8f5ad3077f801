package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.flow.FlowChanges;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Key;
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
import io.jnetctl.kernel.survey.Survey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Linux host in memory: it takes the operations that the real one takes, refuses what the real one refuses, with the same errno,
 * and loses what the real one loses. {@link KernelContract} runs against both.
 *
 * <pre>{@code
 * MemoryKernel kernel = new MemoryKernel();
 * kernel.outside().addBridge("docker0"); // somebody else's
 * kernel.execute(operations);
 * kernel.dump(); // the whole host as text
 * }</pre>
 */
public final class MemoryKernel implements Kernel {
    private final MemoryHost host = new MemoryHost();
    private final MemoryOutside outside = new MemoryOutside(host);
    private final MemoryLock lock = new MemoryLock();

    /** What others do on this host. */
    public MemoryOutside outside() {
        return outside;
    }

    @Override
    public synchronized AttachedNetns locate(AttachTarget target) {
        return outside.locate(target);
    }

    @Override
    public synchronized Observed observe(Scope scope) {
        return new MemoryObservation(host, scope).observe();
    }

    @Override
    public synchronized Survey survey() {
        return new MemorySurvey(host).survey();
    }

    @Override
    public synchronized List<Outcome> execute(List<Operation> operations) {
        Map<Resource, List<Address>> lost = host.flows.addressesOf(operations);
        List<Outcome> outcomes = new ArrayList<>(operations.size());
        boolean failed = false;
        for (Operation operation : operations) {
            if (failed) {
                outcomes.add(Outcome.NOT_RUN);
                continue;
            }
            try {
                host.undo.wholly(() -> run(operation));
                outcomes.add(Outcome.DONE);
            } catch (KernelException refused) {
                outcomes.add(new Outcome.Failed(refused));
                failed = true;
            }
        }
        int done =
                (int) outcomes.stream().filter(Outcome.Done.class::isInstance).count();
        host.journal.done(done);
        host.flows.end(FlowChanges.of(operations.subList(0, done), lost).stale());
        return outcomes;
    }

    private void run(Operation operation) {
        switch (operation) {
            case Operation.Add(Resource resource, Owner owner) -> add(resource, owner);
            case Operation.Update(Resource before, Resource resource, Set<String> changed, Owner owner) ->
                update(before, resource, changed, owner);
            case Operation.Remove(Resource resource) -> remove(resource);
        }
    }

    private void add(Resource resource, Owner owner) {
        switch (resource) {
            case Namespace namespace -> host.namespaces.add(namespace, owner);
            case Bridge bridge -> host.links.add(bridge, owner);
            case Veth veth -> host.links.add(veth, owner);
            case OtherLink link -> throw Refusal.of("EOPNOTSUPP", link.label());
            case Address address -> host.addresses.add(address);
            case ProxyNeighbour proxy -> host.proxies.add(proxy);
            case Route route -> host.routes.add(route, true);
            case Sysctl sysctl -> host.sysctls.set(sysctl, owner);
            case StaleFlows flows -> throw Refusal.of("EOPNOTSUPP", flows.label());
            case Chain chain -> host.firewall.add(chain);
            case Rule rule -> host.firewall.add(rule, owner);
            case ManagedFile file -> host.files.add(file, owner);
        }
    }

    private void update(Resource before, Resource resource, Set<String> changed, Owner owner) {
        switch (resource) {
            case Namespace namespace -> host.namespaces.update(namespace, changed, owner);
            case Bridge bridge -> host.links.update((Bridge) before, bridge, changed, owner);
            case Veth veth -> host.links.update((Veth) before, veth, changed, owner);
            case OtherLink link -> throw Refusal.of("EOPNOTSUPP", link.label());
            case Address address -> throw Refusal.of("EOPNOTSUPP", address.label());
            case ProxyNeighbour proxy -> throw Refusal.of("EOPNOTSUPP", proxy.label());
            case Route route -> host.routes.update(route);
            case Sysctl sysctl -> host.sysctls.set(sysctl, owner);
            case StaleFlows flows -> throw Refusal.of("EOPNOTSUPP", flows.label());
            case Chain chain -> host.firewall.update(chain);
            case Rule rule -> host.firewall.update(rule, changed, owner);
            case ManagedFile file -> host.files.update(file, owner);
        }
    }

    private void remove(Resource resource) {
        switch (resource) {
            case Namespace namespace -> host.namespaces.remove(namespace);
            case Bridge bridge -> host.links.remove(bridge);
            case Veth veth -> host.links.remove(veth);
            case OtherLink link -> throw Refusal.of("EOPNOTSUPP", link.label());
            case Address address -> host.addresses.remove(address);
            case ProxyNeighbour proxy -> host.proxies.remove(proxy);
            case Route route -> host.routes.remove(route);
            case Sysctl sysctl -> host.sysctls.remove(sysctl);
            case StaleFlows flows -> host.flows.forget(flows.flows());
            case Chain chain -> host.firewall.remove(chain);
            case Rule rule -> host.firewall.remove(rule);
            case ManagedFile file -> host.files.remove(file);
        }
    }

    @Override
    public HostLock lock(LockHolder holder, Duration timeout) {
        return lock.take(holder, timeout);
    }

    @Override
    public synchronized void note(String stack, String note) {
        if (note.isEmpty()) {
            host.notes.remove(stack);
        } else {
            host.notes.put(stack, note);
        }
    }

    @Override
    public MemoryJournal journal() {
        return host.journal;
    }

    @Override
    public MemoryEvents watch() {
        return host.events;
    }

    /** The whole host as text, the same for the same state. */
    public synchronized String dump() {
        return new MemoryDump(host).text();
    }

    /**
     * The identities of all that {@code scope} sees: numbers that survive every update and that no later object gets, so that a test can
     * prove an object untouched. Settings have none.
     */
    public synchronized SortedMap<Key, Long> identities(Scope scope) {
        SortedMap<Key, Long> identities = new TreeMap<>();
        observe(scope).entries().forEach((key, entry) -> {
            OptionalLong identity = MemoryIdentity.of(host, entry.resource());
            if (identity.isPresent()) {
                identities.put(key, identity.getAsLong());
            }
        });
        return identities;
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
