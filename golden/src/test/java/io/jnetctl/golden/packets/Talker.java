package io.jnetctl.golden.packets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One UDP socket that goes on talking, as tunnels and resolvers do: all that it sends to one port is one flow to the kernel. */
public final class Talker implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(6);
    private static final long RESEND = TimeUnit.SECONDS.toNanos(1);
    private static final long TICK_MILLIS = 5;
    /** Over all, so that no two say the same. */
    private static final AtomicInteger SAID = new AtomicInteger();

    private final DatagramChannel channel;
    private final Echo echo;

    /** Not connected, so that it goes on after a refusal too. */
    Talker(Place from, Sockets sockets, Echo echo) {
        this.channel = sockets.in(from, DatagramChannel::open);
        this.echo = echo;
    }

    /** The place that hears what is said to this port, in time; null where none does. */
    public @Nullable String heardBy(String address, int port) throws IOException, InterruptedException {
        InetSocketAddress to = new InetSocketAddress(address, port);
        long start = System.nanoTime();
        String place = null;
        while (place == null && System.nanoTime() - start < PATIENCE) {
            place = await(say(to), RESEND);
        }
        return place;
    }

    /** The place that hears the one datagram that is sent; null where it is lost on its way. */
    public @Nullable String heardAtOnceBy(String address, int port) throws IOException, InterruptedException {
        return await(say(new InetSocketAddress(address, port)), PATIENCE);
    }

    private @Nullable String await(String text, long nanos) throws InterruptedException {
        long start = System.nanoTime();
        String place = echo.arrival(text);
        while (place == null && System.nanoTime() - start < nanos) {
            Thread.sleep(TICK_MILLIS);
            place = echo.arrival(text);
        }
        return place;
    }

    /**
     * Whether nobody hears what is said to a port, by the time that somebody has heard what was said to another one later.
     *
     * @param other leads to the socket that the first one may lead to
     */
    public boolean isUnheard(String address, int port, int other) throws IOException, InterruptedException {
        String text = say(new InetSocketAddress(address, port));
        return heardBy(address, other) != null && echo.arrival(text) == null;
    }

    private String say(InetSocketAddress to) throws IOException {
        String text = "talk " + SAID.incrementAndGet();
        channel.send(UTF_8.encode(text), to);
        return text;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
