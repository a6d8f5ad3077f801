package io.jnetctl.golden.packets;

import io.jnetctl.golden.packets.Outcome.Lost;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** A probe on its way. What its socket refuses is an outcome: whoever gets no route, or a reset, does not reach. */
abstract sealed class Flight permits TcpFlight, UdpFlight, PingFlight {
    private final Probe probe;
    private @Nullable Outcome outcome;

    Flight(Probe probe) {
        this.probe = probe;
    }

    /** Sends it. The selector tells when something came back. */
    abstract void start(Selector selector) throws IOException;

    /** Something came back. */
    abstract void receive(SelectionKey key) throws IOException;

    /** Called again and again until it is over. */
    abstract void lookAfter() throws IOException;

    /** What is known of it when nobody waits any longer. */
    abstract Outcome giveUp();

    abstract void close() throws IOException;

    /** Part of its way. */
    @FunctionalInterface
    interface Leg {
        void fly() throws IOException;
    }

    final void fly(Leg leg) {
        try {
            if (!isOver()) {
                leg.fly();
            }
        } catch (IOException refused) {
            end(new Lost(String.valueOf(refused.getMessage())));
        }
    }

    final Probe probe() {
        return probe;
    }

    final StandardProtocolFamily family() {
        return probe.isIpv4() ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    final boolean isOver() {
        return outcome != null;
    }

    final void end(Outcome known) {
        outcome = known;
    }

    final Outcome outcome() {
        return outcome == null ? giveUp() : outcome;
    }
}
