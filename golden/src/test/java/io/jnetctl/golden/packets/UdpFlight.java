package io.jnetctl.golden.packets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jnetctl.golden.packets.Outcome.Arrived;
import io.jnetctl.golden.packets.Outcome.Lost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;

/** A datagram, sent again until it is answered. The socket is connected: an answer from another address than was asked is none. */
final class UdpFlight extends Flight {
    private static final long RESEND = TimeUnit.SECONDS.toNanos(1);

    private final DatagramChannel channel;
    private final Echo echo;
    private final String text;
    private long sent;

    UdpFlight(Probe probe, Sockets sockets, Echo echo, String text) {
        super(probe);
        this.channel = sockets.in(probe.from(), () -> DatagramChannel.open(family()));
        this.echo = echo;
        this.text = text;
    }

    @Override
    void start(Selector selector) throws IOException {
        channel.configureBlocking(false);
        if (probe().source() != null) {
            channel.bind(new InetSocketAddress(probe().source(), 0));
        }
        channel.connect(probe().to());
        channel.register(selector, SelectionKey.OP_READ, this);
        send();
    }

    private void send() throws IOException {
        channel.write(UTF_8.encode(text));
        sent = System.nanoTime();
    }

    @Override
    void receive(SelectionKey key) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(128);
        if (channel.read(answer) > 0) {
            end(Outcome.parse(answer));
        }
    }

    @Override
    void lookAfter() throws IOException {
        if (System.nanoTime() - sent > RESEND) {
            send();
        }
    }

    @Override
    Outcome giveUp() {
        String place = echo.arrival(text);
        return place == null ? new Lost("no answer") : new Arrived(place);
    }

    @Override
    void close() throws IOException {
        channel.close();
    }
}
