package io.jnetctl.golden.packets;

import io.jnetctl.golden.packets.Outcome.Answered;
import io.jnetctl.golden.packets.Outcome.Lost;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** An echo request, by ping(8). */
final class PingFlight extends Flight {
    private static final String SECONDS = "6";

    private final Process ping;

    PingFlight(Probe probe, Sockets sockets) {
        super(probe);
        List<String> command =
                new ArrayList<>(List.of("ping", probe.isIpv4() ? "-4" : "-6", "-n", "-c", "1", "-w", SECONDS));
        if (probe.source() != null) {
            command.addAll(List.of("-I", probe.source().getHostAddress()));
        }
        command.add(probe.to().getAddress().getHostAddress());
        File nowhere = new File("/dev/null");
        this.ping = sockets.in(
                probe.from(),
                () -> new ProcessBuilder(command)
                        .redirectOutput(Redirect.to(nowhere))
                        .redirectError(Redirect.to(nowhere))
                        .start());
    }

    @Override
    void start(Selector selector) {}

    @Override
    void receive(SelectionKey key) {}

    @Override
    void lookAfter() {
        if (!ping.isAlive()) {
            end(ping.exitValue() == 0 ? new Answered("", null) : new Lost("ping ended with " + ping.exitValue()));
        }
    }

    @Override
    Outcome giveUp() {
        return new Lost("no answer");
    }

    @Override
    void close() throws IOException {
        ping.destroy();
        ping.getOutputStream().close();
    }
}
