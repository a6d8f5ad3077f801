package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.reach.AnswerJson;
import io.jnetctl.cli.reach.AnswerText;
import io.jnetctl.cli.reach.PartyText;
import io.jnetctl.cli.render.Json;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.reach.Answer;
import io.jnetctl.reconciler.reach.Party;
import io.jnetctl.reconciler.reach.Reachability;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jnetctl can}. */
@Command(
        name = "can",
        header = "Say whether one reaches another, and which rule decides; needs no manifest.",
        description = {
            "",
            "Follows a packet through the links, routes and rules that this host has now, and its answer back. Whether"
                    + " somebody listens does not matter. Without a port: whether it is reached at all, by a ping or on"
                    + " any port.",
            "Exit code 0 for yes, 2 for no, 1 where it cannot be told."
        },
        footer = {
            "",
            "Examples:",
            "  sudo jnetctl can shop/web shop/db:5432",
            "  sudo jnetctl can outside host:8080",
            "  sudo jnetctl can 192.0.2.9 host:53/udp",
            "  sudo jnetctl can web outside"
        })
public final class CanCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "FROM",
            description = "A container (STACK/CONTAINER, or CONTAINER alone), host, outside or an address.")
    private String from = "";

    @Parameters(
            index = "1",
            paramLabel = "TO[:PORT[/PROTO]]",
            description =
                    "Likewise; an IPv6 address with a port as [ADDRESS]:PORT. PROTO is tcp, udp or sctp; tcp unless given.")
    private String to = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; text unless given.")
    private Format format = Format.TEXT;

    public CanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Reachability reachability;
        try (Kernel kernel = session.openKernel()) {
            reachability = Reachability.of(kernel.survey());
        }
        Set<Party.Container> containers = reachability.containers();
        PartyText sender = PartyText.parse(from, containers);
        PartyText receiver = PartyText.parse(to, containers);
        if (sender.port() != null) {
            throw new Failure("FROM has a port: " + from, "leave it out: a client's port is any");
        }
        Answer answer = reachability.ask(sender.party(), receiver.party(), receiver.port());
        Unseen.warn(session, answer.unseen());
        session.print(
                switch (format) {
                    case TEXT -> new AnswerText(session.style()).print(answer);
                    case JSON -> Json.print(AnswerJson.of(sender.party(), receiver.party(), receiver.port(), answer));
                });
        return switch (answer.verdict()) {
            case YES -> ExitCode.OK;
            case NO -> ExitCode.NOT_REACHED;
            case UNCLEAR -> ExitCode.FAILED;
        };
    }
}
