package io.jnetctl.reconciler.artefact;

import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.resource.Attribute;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Kind;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.reconciler.Desired;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.artefact.SavedPlan.SavedStep;
import io.jnetctl.reconciler.diff.Conflict;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares a saved plan with what its manifest comes to now. It is stale when an object changed that it owns or touches, or when its
 * steps would not be the same ones. All else on the host may change as it likes.
 */
public final class Staleness {
    /** Facts that are for display only. */
    private static final Set<String> OF_NO_CONSEQUENCE = Set.of("processes", "stacks", "applied");

    private final SavedPlan saved;
    private final Proposal now;
    private final List<String> differences = new ArrayList<>();

    private Staleness(SavedPlan saved, Proposal now) {
        this.saved = saved;
        this.now = now;
    }

    /**
     * Says what changed, a line a difference; nothing when the plan may be applied.
     *
     * @param now of the plan's own manifest and targets
     */
    public static List<String> differences(SavedPlan saved, Proposal now) {
        return new Staleness(saved, now).differences();
    }

    private List<String> differences() {
        compare(byKey(saved.inputs()), byKey(SavedPlan.inputs(now, SavedPlan.keys(saved.steps()))));
        now.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::message)
                .forEach(differences::add);
        now.conflicts().stream().map(Conflict::message).forEach(differences::add);
        List<SavedStep> steps = SavedPlan.steps(now.plan());
        if (differences.isEmpty() && !alike(saved.steps(), steps)) {
            compareContext();
            compareFacts();
            compareSteps(steps);
        }
        return differences;
    }

    private void compareContext() {
        Map<Key, Observed.Entry> there = new LinkedHashMap<>();
        for (Observed.Entry entry : saved.context()) {
            Key key = entry.resource().key();
            now.observed().get(key).ifPresent(each -> there.put(key, each));
        }
        compare(byKey(saved.context()), there);
    }

    private static Map<Key, Observed.Entry> byKey(List<Observed.Entry> entries) {
        Map<Key, Observed.Entry> byKey = new LinkedHashMap<>();
        entries.forEach(entry -> byKey.put(entry.resource().key(), entry));
        return byKey;
    }

    private void compare(Map<Key, Observed.Entry> before, Map<Key, Observed.Entry> after) {
        before.forEach((key, entry) -> {
            Observed.Entry there = after.get(key);
            if (there == null) {
                differences.add(words(entry.resource()) + " is gone");
            } else {
                compare(entry, there);
            }
        });
        after.forEach((key, entry) -> {
            if (!before.containsKey(key)) {
                differences.add(words(entry.resource()) + " is new");
            }
        });
    }

    private void compare(Observed.Entry before, Observed.Entry after) {
        List<String> changed =
                new ArrayList<>(attributes(before.resource().kind(), before.resource(), after.resource()));
        if (!Objects.equals(before.owner(), after.owner())) {
            changed.add("owner " + text(before.owner()) + " -> " + text(after.owner()));
        }
        if (!changed.isEmpty()) {
            differences.add(words(before.resource()) + ": " + String.join(", ", changed));
        }
    }

    /** Those that the manifest cares about, or all where it wants the object gone. */
    private <R extends Resource> List<String> attributes(Kind<R> kind, Resource before, Resource after) {
        @Nullable R desired = now.desired()
                .get(before.key())
                .map(Desired.Entry::resource)
                .map(kind.type()::cast)
                .orElse(null);
        List<String> changed = new ArrayList<>();
        for (Attribute<R> attribute : kind.attributes()) {
            Object was = attribute.get().apply(kind.type().cast(before));
            Object is = attribute.get().apply(kind.type().cast(after));
            if (!Objects.equals(was, is) && (desired == null || attribute.get().apply(desired) != null)) {
                changed.add(attribute.name() + " " + text(was) + " -> " + text(is));
            }
        }
        return changed;
    }

    private void compareFacts() {
        for (RecordComponent component : HostFacts.class.getRecordComponents()) {
            String was = fact(component, saved.facts());
            String is = fact(component, now.observed().facts());
            if (!was.equals(is) && !OF_NO_CONSEQUENCE.contains(component.getName())) {
                differences.add("the host's "
                        + component.getName().replaceAll("([A-Z])", " $1").toLowerCase(java.util.Locale.ROOT) + ": "
                        + was + " -> " + is);
            }
        }
    }

    private static String fact(RecordComponent component, HostFacts facts) {
        try {
            return RecordWriter.write(component.getAccessor().invoke(facts));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record hides " + component, e);
        }
    }

    private void compareSteps(List<SavedStep> steps) {
        int at = 0;
        while (at < Math.min(steps.size(), saved.steps().size())
                && alike(saved.steps().get(at), steps.get(at))) {
            at++;
        }
        String was = words(saved.steps(), at);
        String is = words(steps, at);
        String step = "step " + (at + 1);
        differences.add(
                was.equals(is)
                        ? step + ", " + was + ": " + changes(resource(saved.steps(), at), resource(steps, at))
                        : step + " was " + was + " and would now be " + is);
    }

    private static Resource resource(List<SavedStep> steps, int at) {
        return steps.get(at).operation().resource();
    }

    private String changes(Resource before, Resource after) {
        return String.join(", ", attributes(before.kind(), before, after));
    }

    private static String words(List<SavedStep> steps, int at) {
        return at < steps.size()
                ? steps.get(at).action().word() + " "
                        + words(steps.get(at).operation().resource())
                : "none";
    }

    private static boolean alike(List<SavedStep> some, List<SavedStep> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!alike(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether they do the same; what was there before has been compared already. */
    private static boolean alike(SavedStep one, SavedStep other) {
        return one.action() == other.action()
                && switch (one.operation()) {
                    case Operation.Add add -> add.equals(other.operation());
                    case Operation.Update update ->
                        other.operation() instanceof Operation.Update that
                                && update.resource().equals(that.resource())
                                && update.changed().equals(that.changed())
                                && update.owner().equals(that.owner());
                    case Operation.Remove remove ->
                        other.operation() instanceof Operation.Remove that
                                && remove.resource()
                                        .key()
                                        .equals(that.resource().key());
                };
    }

    private static String words(Resource resource) {
        return resource.kind().name() + " " + resource.key().id();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }
}
