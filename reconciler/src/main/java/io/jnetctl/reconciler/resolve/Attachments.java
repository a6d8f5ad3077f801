package io.jnetctl.reconciler.resolve;

import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.AttachTarget.Engine;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.schema.Attach;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the containers are that others made.
 *
 * @param located by the container they are attached for; each under the name STACK.CONTAINER
 * @param missing what to say of each that was not found
 */
public record Attachments(Map<Owner, AttachedNetns> located, SequencedMap<Owner, Diagnostic> missing) {
    public Attachments {
        located = Map.copyOf(located);
        missing = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(missing));
    }

    /** Asks the kernel for each. */
    public static Attachments locate(Manifest manifest, Kernel kernel) {
        return locate(manifest, kernel::locate);
    }

    /** @param locator answers as {@link Kernel#locate} does */
    public static Attachments locate(Manifest manifest, Function<AttachTarget, AttachedNetns> locator) {
        SequencedMap<Owner, Diagnostic> missing = new LinkedHashMap<>();
        Map<Owner, AttachedNetns> located = each(manifest, (stack, container, attach) -> {
            try {
                return locator.apply(target(attach));
            } catch (KernelException e) {
                missing.put(
                        new Owner(stack.name(), container.name()),
                        Diagnostic.error(
                                container.pos(),
                                "container " + container.name() + ": " + e.getMessage(),
                                hint(e.errno())));
                return null;
            }
        });
        return new Attachments(located, missing);
    }

    /** Takes each for granted, to plan without the host. */
    public static Map<Owner, AttachedNetns> assumed(Manifest manifest) {
        return each(manifest, (stack, container, attach) -> {
            String name = stack.name() + "." + container.name();
            return new AttachedNetns(new Netns(name, "/" + name), FileRoot.ofNamed(name));
        });
    }

    private interface Locator {
        @Nullable AttachedNetns locate(Stack stack, Container container, Attach attach);
    }

    private static Map<Owner, AttachedNetns> each(Manifest manifest, Locator locator) {
        Map<Owner, AttachedNetns> located = new LinkedHashMap<>();
        for (Stack stack : manifest.stacks()) {
            for (Container container : stack.containers()) {
                Attach attach = container.attach();
                AttachedNetns found = attach == null ? null : locator.locate(stack, container, attach);
                if (found != null) {
                    String name = stack.name() + "." + container.name();
                    located.put(
                            new Owner(stack.name(), container.name()),
                            new AttachedNetns(new Netns(name, found.netns().path()), found.etc()));
                }
            }
        }
        return located;
    }

    private static String hint(String errno) {
        return switch (errno) {
            case "EINVAL" -> "attach it to a namespace of its own, or write `network_mode: host` in place of `attach`";
            case "EACCES", "EPERM" -> "run it with sudo";
            case KernelException.NOT_RECORDED -> "take the snapshot for this manifest: jnetctl snapshot -f FILE";
            default -> "start it first, or take the container out of the manifest";
        };
    }

    private static AttachTarget target(Attach attach) {
        return switch (attach) {
            case Attach.NetnsPath(String path) -> new AttachTarget.Path(path);
            case Attach.Pid(int pid) -> new AttachTarget.Pid(pid);
            case Attach.Docker(String name) -> new AttachTarget.Named(Engine.DOCKER, name);
            case Attach.Podman(String name) -> new AttachTarget.Named(Engine.PODMAN, name);
            case Attach.Machine(String name) -> new AttachTarget.Named(Engine.MACHINE, name);
        };
    }
}
