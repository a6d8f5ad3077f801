package io.jnetctl.cli.watch;

import io.jnetctl.kernel.KernelException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Whoever started this process and wants to know how it is: the service manager of systemd, by sd_notify(3), or nobody. */
public final class Supervisor {
    private final Optional<String> socket;
    private final Optional<Duration> beat;
    private final BiConsumer<String, String> sender;
    private final LongSupplier nanos;
    private long lastBeat;
    private String status = "";

    private Supervisor(
            Optional<String> socket, Optional<Duration> beat, BiConsumer<String, String> sender, LongSupplier nanos) {
        this.socket = socket;
        this.beat = beat;
        this.sender = sender;
        this.nanos = nanos;
        this.lastBeat = nanos.getAsLong();
    }

    /**
     * By the variables that systemd sets.
     *
     * @param pid of this process
     * @param sender takes the socket's name and a message
     * @param nanos the time, as {@link System#nanoTime} has it
     */
    public static Supervisor of(
            Map<String, String> variables, long pid, BiConsumer<String, String> sender, LongSupplier nanos) {
        Optional<String> socket =
                Optional.ofNullable(variables.get("NOTIFY_SOCKET")).filter(name -> !name.isEmpty());
        String watched = variables.getOrDefault("WATCHDOG_PID", "");
        boolean others = !watched.isEmpty() && !watched.equals(Long.toString(pid));
        Optional<Duration> beat = others ? Optional.empty() : half(variables.getOrDefault("WATCHDOG_USEC", ""));
        return new Supervisor(socket, beat, sender, nanos);
    }

    private static Optional<Duration> half(String micros) {
        try {
            long number = Long.parseLong(micros);
            return number > 1 ? Optional.of(Duration.ofNanos(number * 1000 / 2)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    void ready() {
        tell("READY=1");
    }

    void reloading() {
        // Of CLOCK_MONOTONIC, as nanoTime is on Linux.
        tell("RELOADING=1\nMONOTONIC_USEC=" + nanos.getAsLong() / 1000);
    }

    void stopping() {
        tell("STOPPING=1");
    }

    /** In a few words, for {@code systemctl status}. */
    void status(String words) {
        if (!words.equals(status)) {
            status = words;
            tell("STATUS=" + words.replace('\n', ' '));
        }
    }

    /** Something goes on. To be called from where the work is done, so that a stuck loop stays silent. */
    void alive() {
        if (untilBeat().isZero()) {
            lastBeat = nanos.getAsLong();
            tell("WATCHDOG=1");
        }
    }

    /** How long it may be silent. */
    Duration untilBeat() {
        return beat.map(each -> each.minusNanos(nanos.getAsLong() - lastBeat))
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .orElse(Duration.ofDays(1));
    }

    private void tell(String message) {
        socket.ifPresent(name -> {
            try {
                sender.accept(name, message);
            } catch (KernelException e) {
                // Nobody is listening, or has left too much unread: the work is the same, and must not wait for it.
            }
        });
    }
}
