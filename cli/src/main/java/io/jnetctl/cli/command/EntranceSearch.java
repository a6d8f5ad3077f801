package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.show.ContainerName;
import io.jnetctl.cli.show.Inventory;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.reconciler.resolve.Attachments;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.NetworkMode;
import io.jnetctl.schema.read.ReadResult;
import java.util.List;
import java.util.Optional;

/** Finds the way into a container: on the host when jnetctl made its namespace, else by the manifest. */
final class EntranceSearch {
    private final Session session;
    private final ManifestOptions manifests;

    EntranceSearch(Session session, ManifestOptions manifests) {
        this.session = session;
        this.manifests = manifests;
    }

    /** @throws Failure when there is no such container */
    Entrance find(ContainerName name) {
        try (Kernel kernel = session.openKernel()) {
            Inventory inventory = Inventory.take(kernel);
            Optional<Entrance> made = made(inventory, name);
            return made.isPresent() ? made.get() : written(name, inventory, kernel);
        }
    }

    private static Optional<Entrance> made(Inventory inventory, ContainerName name) {
        return Optional.ofNullable(inventory.stacks().get(name.stack()))
                .map(stack -> stack.containers().get(name.container()))
                .filter(Inventory.Container::made)
                .map(EntranceSearch::made);
    }

    private static Entrance made(Inventory.Container container) {
        Netns netns = container.netns();
        if (netns == null) {
            throw new IllegalStateException("a made container without a namespace: " + container.name());
        }
        return new Entrance(
                netns, FileRoot.ofNamed(netns.name()).trusted(), container.lines(ManagedFile.Role.ENVIRONMENT));
    }

    private Entrance written(ContainerName name, Inventory inventory, Kernel kernel) {
        Manifest manifest = manifests
                .readIfAny(session)
                .filter(ReadResult::ok)
                .map(ReadResult::manifest)
                .orElse(new Manifest(List.of()));
        Optional<Container> written = manifest.stack(name.stack()).flatMap(stack -> stack.container(name.container()));
        if (written.isEmpty()) {
            return notMade(name, inventory.container(name));
        }
        Container container = written.get();
        if (container.attach() != null) {
            return attached(name, manifest, kernel, inventory);
        }
        return switch (container.mode()) {
            case NetworkMode.Host _ -> new Entrance(Netns.HOST, null, List.of());
            case NetworkMode.SharedWith(String other) -> find(new ContainerName(name.stack(), other));
            case NetworkMode.Networks _, NetworkMode.None _ ->
                throw new Failure("container " + name + " is not on this host yet", "run `jnetctl apply` first");
        };
    }

    private static Entrance notMade(ContainerName name, Inventory.Container container) {
        throw new Failure(
                "container " + name + " is attached: jnetctl did not make its namespace " + container.netns(),
                "name its manifest with -f, or enter it by the tools that made it");
    }

    private static Entrance attached(ContainerName name, Manifest manifest, Kernel kernel, Inventory inventory) {
        Attachments attachments = Attachments.locate(manifest, kernel);
        AttachedNetns found = attachments.located().get(new Owner(name.stack(), name.container()));
        if (found == null) {
            throw new Failure(
                    "the namespace that container " + name + " is attached to is not there", "start it first");
        }
        FileRoot etc = found.etc();
        List<String> variables = Optional.ofNullable(inventory.stacks().get(name.stack()))
                .map(stack -> stack.containers().get(name.container()))
                .map(container -> container.lines(ManagedFile.Role.ENVIRONMENT))
                .orElse(List.of());
        String directory = etc == null || !etc.directory().isEmpty() ? null : etc.trusted();
        return new Entrance(found.netns(), directory, variables);
    }
}
