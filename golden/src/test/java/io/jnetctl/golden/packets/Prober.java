package io.jnetctl.golden.packets;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sends probes all at once. Those that should be answered have plenty of time; what is still unanswered a moment after the last of
 * them is lost. A slow machine thus makes tests slow, not wrong.
 */
final class Prober {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(6);
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long TICK_MILLIS = 20;

    private final Sockets sockets;
    private final Echo echo;
    private int sent;

    Prober(Sockets sockets, Echo echo) {
        this.sockets = sockets;
        this.echo = echo;
    }

    /** In the order given. */
    Map<Probe, Outcome> send(List<Probe> probes) throws IOException {
        List<Flight> flights = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (Probe probe : probes) {
                Flight flight = flight(probe);
                flights.add(flight);
                flight.fly(() -> flight.start(selector));
            }
            await(flights, selector);
            Map<Probe, Outcome> outcomes = new LinkedHashMap<>();
            for (Flight flight : flights) {
                outcomes.put(flight.probe(), flight.outcome());
            }
            return outcomes;
        } finally {
            for (Flight flight : flights) {
                flight.close();
            }
        }
    }

    private Flight flight(Probe probe) {
        return switch (probe.transport()) {
            case TCP -> new TcpFlight(probe, sockets);
            case UDP -> new UdpFlight(probe, sockets, echo, "probe " + sent++);
            case PING -> new PingFlight(probe, sockets);
        };
    }

    private static void await(List<Flight> flights, Selector selector) throws IOException {
        long start = System.nanoTime();
        long lastExpected = start;
        while (true) {
            selector.select(
                    key -> {
                        Flight flight = (Flight) key.attachment();
                        flight.fly(() -> flight.receive(key));
                    },
                    TICK_MILLIS);
            boolean expected = false;
            boolean open = false;
            for (Flight flight : flights) {
                flight.fly(flight::lookAfter);
                open |= !flight.isOver();
                expected |= !flight.isOver() && flight.probe().answers() != null;
            }
            long now = System.nanoTime();
            if (expected) {
                lastExpected = now;
            }
            if (!open || now - lastExpected > MOMENT || now - start > PATIENCE) {
                return;
            }
        }
    }
}
