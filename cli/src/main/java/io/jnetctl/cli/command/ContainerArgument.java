package io.jnetctl.cli.command;

import io.jnetctl.cli.show.ContainerName;
import io.jnetctl.cli.show.Inventory;
import io.jnetctl.kernel.Kernel;
import picocli.CommandLine.Parameters;

/** The container that a command is about. */
final class ContainerArgument {
    @Parameters(index = "0", paramLabel = "STACK/CONTAINER", description = "The container, such as shop/web.")
    private String text = "";

    /** @throws io.jnetctl.cli.host.Failure when this host has none of that name */
    Inventory.Container find(Session session) {
        ContainerName name = ContainerName.parse(text);
        try (Kernel kernel = session.openKernel()) {
            return Inventory.take(kernel).container(name);
        }
    }

    ContainerName name() {
        return ContainerName.parse(text);
    }
}
