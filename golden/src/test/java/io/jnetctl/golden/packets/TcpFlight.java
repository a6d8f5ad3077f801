package io.jnetctl.golden.packets;

import io.jnetctl.golden.packets.Outcome.Lost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection that is opened, and greeted. */
final class TcpFlight extends Flight {
    private final SocketChannel channel;

    TcpFlight(Probe probe, Sockets sockets) {
        super(probe);
        this.channel = sockets.in(probe.from(), () -> SocketChannel.open(family()));
    }

    @Override
    void start(Selector selector) throws IOException {
        channel.configureBlocking(false);
        if (probe().source() != null) {
            channel.bind(new InetSocketAddress(probe().source(), 0));
        }
        channel.register(selector, SelectionKey.OP_CONNECT, this);
        channel.connect(probe().to());
    }

    @Override
    void receive(SelectionKey key) throws IOException {
        if (!channel.isConnected()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_READ);
        } else {
            ByteBuffer greeting = ByteBuffer.allocate(128);
            end(channel.read(greeting) < 0 ? new Lost("hung up") : Outcome.parse(greeting));
        }
    }

    @Override
    void lookAfter() {}

    @Override
    Outcome giveUp() {
        return new Lost("no answer");
    }

    @Override
    void close() throws IOException {
        channel.close();
    }
}
