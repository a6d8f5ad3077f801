package io.jnetctl.golden.packets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Servers in many places, on one thread. Each answers with the name of its place and the sender's address: over TCP once connected and
 * after each line, over UDP to each datagram.
 */
final class Echo implements AutoCloseable {
    private final Sockets sockets;
    private final Selector selector;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name("echo").unstarted(task));
    /** The places that datagrams came to, by their text. */
    private final Map<String, String> arrived = new ConcurrentHashMap<>();

    Echo(Sockets sockets) throws IOException {
        this.sockets = sockets;
        this.selector = Selector.open();
        thread.execute(this::serve);
    }

    /** Serves TCP and UDP at a port of one address, or of all for {@code ::}. */
    void listen(Place place, String address, int port) {
        InetSocketAddress local = new InetSocketAddress(address, port);
        register(
                sockets.in(place, () -> {
                    ServerSocketChannel server = ServerSocketChannel.open();
                    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                    return server.bind(local);
                }),
                SelectionKey.OP_ACCEPT,
                place);
        register(sockets.in(place, () -> DatagramChannel.open().bind(local)), SelectionKey.OP_READ, place);
    }

    /** The place that a datagram of this text came to. */
    @Nullable String arrival(String text) {
        return arrived.get(text);
    }

    /** Ends all servers of a place. */
    void fallSilent(Place place) {
        for (SelectionKey key : selector.keys()) {
            if (place.equals(key.attachment())) {
                closeQuietly(key.channel());
            }
        }
        selector.wakeup();
    }

    private void register(SelectableChannel channel, int interest, Place place) {
        try {
            channel.configureBlocking(false);
            channel.register(selector, interest, place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        selector.wakeup();
    }

    private void serve() {
        try {
            while (true) {
                selector.select(this::answer);
            }
        } catch (ClosedSelectorException closed) {
            // The end.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(SelectionKey key) {
        Place place = (Place) key.attachment();
        try {
            switch (key.channel()) {
                case ServerSocketChannel server -> {
                    SocketChannel accepted = server.accept();
                    if (accepted != null) {
                        accepted.write(text(place, ((InetSocketAddress) accepted.getRemoteAddress())));
                        register(accepted, SelectionKey.OP_READ, place);
                    }
                }
                case SocketChannel connected -> {
                    if (connected.read(ByteBuffer.allocate(64)) < 0) {
                        connected.close();
                    } else {
                        connected.write(text(place, (InetSocketAddress) connected.getRemoteAddress()));
                    }
                }
                case DatagramChannel datagrams -> {
                    ByteBuffer received = ByteBuffer.allocate(64);
                    InetSocketAddress sender = (InetSocketAddress) datagrams.receive(received);
                    if (sender != null) {
                        arrived.put(UTF_8.decode(received.flip()).toString(), place.name());
                        datagrams.send(text(place, sender), sender);
                    }
                }
                default -> throw new IllegalStateException(key.channel().toString());
            }
        } catch (IOException e) {
            // The other side hung up, or no way leads back to it: that is for the probe to notice.
            if (key.channel() instanceof SocketChannel connected) {
                closeQuietly(connected);
            }
        }
    }

    private static ByteBuffer text(Place place, InetSocketAddress sender) {
        InetAddress address = sender.getAddress();
        return UTF_8.encode(place.name() + " " + address.getHostAddress() + "\n");
    }

    private static void closeQuietly(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            closeQuietly(key.channel());
        }
        selector.close();
        thread.close();
    }
}
