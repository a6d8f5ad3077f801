package io.jnetctl.reconciler.artefact;

import io.jnetctl.inet.Port;
import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.Scope.SysctlName;
import io.jnetctl.reconciler.resolve.Attachments;
import io.jnetctl.reconciler.resolve.Scopes;
import io.jnetctl.schema.Manifest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host at one moment, as far as plans for it can depend on it.
 *
 * @param attachments the namespaces of others that were looked for
 * @param sysctls the settings that were read; of others nothing is known
 * @param entries of all stacks, in the order of the observation
 * @param facts of the host
 */
public record Snapshot(
        List<Attachment> attachments, Set<SysctlName> sysctls, List<Observed.Entry> entries, HostFacts facts) {
    public Snapshot {
        attachments = List.copyOf(attachments);
        sysctls = Set.copyOf(sysctls);
        entries = List.copyOf(entries);
        Observed.of(entries, facts);
    }

    /**
     * Where a namespace of others is, or why it was not found.
     *
     * @param found null when it was not
     * @param refusal null when it was
     */
    public record Attachment(
            AttachTarget target,
            @Nullable AttachedNetns found,
            @Nullable Refusal refusal) {
        public Attachment {
            if ((found == null) == (refusal == null)) {
                throw new IllegalArgumentException("a namespace is either found or refused");
            }
        }
    }

    /** What a {@link KernelException} says. */
    public record Refusal(String errno, String message) {}

    /**
     * Looks at all stacks of the host, and at all who listen on it.
     *
     * @param manifest what it attaches to, and the settings that it names, are looked at too
     */
    public static Snapshot take(Optional<Manifest> manifest, Kernel kernel) {
        Scope host = new Scope(Set.of(), Map.of(), Scopes.hostSysctls(), Set.of());
        HostFacts first = kernel.observe(host).facts();
        Set<String> stacks = new HashSet<>(first.stacks());
        Set<Port> ports = new HashSet<>();
        first.listeners().forEach(listener -> ports.add(new Port(listener.port(), listener.protocol())));
        Map<AttachTarget, Attachment> attachments = new LinkedHashMap<>();
        Scope asked = manifest.map(each -> Scopes.of(
                        each,
                        Attachments.locate(each, target -> locate(target, kernel, attachments))
                                .located()))
                .orElse(host);
        stacks.addAll(asked.stacks());
        Set<SysctlName> sysctls = new HashSet<>(host.sysctls());
        sysctls.addAll(asked.sysctls());
        Observed observed = kernel.observe(new Scope(stacks, asked.attached(), sysctls, ports));
        return new Snapshot(
                List.copyOf(attachments.values()),
                sysctls,
                List.copyOf(observed.entries().values()),
                observed.facts());
    }

    private static AttachedNetns locate(AttachTarget target, Kernel kernel, Map<AttachTarget, Attachment> answers) {
        try {
            AttachedNetns found = kernel.locate(target);
            answers.put(target, new Attachment(target, found, null));
            return found;
        } catch (KernelException e) {
            answers.put(target, new Attachment(target, null, new Refusal(e.errno(), String.valueOf(e.getMessage()))));
            throw e;
        }
    }

    Observed observed() {
        return Observed.of(entries, facts);
    }
}
