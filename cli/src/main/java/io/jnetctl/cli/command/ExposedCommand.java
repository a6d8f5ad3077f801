package io.jnetctl.cli.command;

import io.jnetctl.cli.reach.ExposureJson;
import io.jnetctl.cli.reach.ExposureText;
import io.jnetctl.cli.render.Json;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.reach.Exposure;
import io.jnetctl.reconciler.reach.Reachability;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jnetctl exposed}. */
@Command(
        name = "exposed",
        header = "List all that is reached from outside, and by whom; needs no manifest.",
        description = {
            "",
            "Published ports, and whatever else the links, routes and rules of this host leave open, whoever made them.",
            "Ports of the host itself are listed where no rule closes them, whether or not somebody listens."
        },
        footer = {"", "Examples:", "  sudo jnetctl exposed", "  sudo jnetctl exposed --format json"})
public final class ExposedCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; text unless given.")
    private Format format = Format.TEXT;

    public ExposedCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Exposure exposure;
        try (Kernel kernel = session.openKernel()) {
            exposure = Exposure.of(Reachability.of(kernel.survey()));
        }
        Unseen.warn(session, exposure.unseen());
        session.print(
                switch (format) {
                    case TEXT -> new ExposureText(session.style()).print(exposure);
                    case JSON -> Json.print(ExposureJson.of(exposure));
                });
        return ExitCode.OK;
    }
}
