package io.jnetctl.cli.command;

import io.jnetctl.cli.render.Json;
import io.jnetctl.cli.show.ContainerName;
import io.jnetctl.cli.show.Exposure;
import io.jnetctl.cli.show.Inventory;
import io.jnetctl.cli.show.InventoryJson;
import io.jnetctl.cli.show.InventoryText;
import io.jnetctl.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jnetctl show}. */
@Command(
        name = "show",
        header = "Show the stacks, networks and containers of this host; needs no manifest.",
        footer = {
            "",
            "The host does not know which ports containers expose: only a manifest does.",
            "",
            "Examples:",
            "  sudo jnetctl show",
            "  sudo jnetctl show shop/web",
            "  sudo jnetctl show shop -f stack.yaml",
            "  sudo jnetctl show shop --format json"
        })
public final class ShowCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "STACK[/CONTAINER]", description = "Only this one.")
    private @Nullable String name;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Also show what the containers of this manifest expose; may be repeated.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; text unless given.")
    private Format format = Format.TEXT;

    public ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Exposure exposure = exposure();
        Inventory inventory;
        try (Kernel kernel = session.openKernel()) {
            inventory = Inventory.take(kernel);
        }
        session.print(
                switch (format) {
                    case TEXT -> text(inventory, new InventoryText(session.style(), exposure));
                    case JSON -> json(inventory, new InventoryJson(exposure));
                });
        return ExitCode.OK;
    }

    /** By the manifests that are named; the one in the current directory need not be about this host. */
    private Exposure exposure() {
        ManifestOptions manifests = ManifestOptions.of(files);
        return manifests.isGiven(session)
                ? Exposure.of(manifests.read(session, new Findings(session)))
                : Exposure.UNKNOWN;
    }

    private String text(Inventory inventory, InventoryText text) {
        if (name == null) {
            return text.all(inventory);
        }
        if (name.indexOf('/') < 0) {
            return text.stack(inventory.stack(name));
        }
        ContainerName container = ContainerName.parse(name);
        return text.container(container, inventory.container(container));
    }

    private String json(Inventory inventory, InventoryJson json) {
        if (name == null) {
            return Json.print(json.of(inventory.stacks().values()));
        }
        if (name.indexOf('/') < 0) {
            return Json.print(json.of(List.of(inventory.stack(name))));
        }
        ContainerName container = ContainerName.parse(name);
        return Json.print(json.of(container, inventory.container(container)));
    }
}
