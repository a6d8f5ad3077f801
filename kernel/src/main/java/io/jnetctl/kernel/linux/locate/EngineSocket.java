package io.jnetctl.kernel.linux.locate;

import io.jnetctl.kernel.KernelException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The API of Docker, which Podman speaks too, on a local socket: one question, {@code GET /containers/NAME/json}, asked in HTTP/1.0 so
 * that the answer ends with the connection.
 *
 * @param engine its name for people
 */
record EngineSocket(String engine, Path socket) {
    private static final int LIMIT_MILLIS = 5_000;
    private static final int MAX_BYTES = 4 << 20;

    /** The process of a running container. */
    int processOf(String name) {
        if (!Files.exists(socket)) {
            throw refusal("ENOENT", name, "there is no " + socket + ": is " + engine + " running?", null);
        }
        if (!isName(name)) {
            throw refusal("ENOENT", name, "that is no name of a container", null);
        }
        String answer;
        try {
            answer = ask("GET /containers/" + name + "/json HTTP/1.0\r\nHost: localhost\r\n\r\n");
        } catch (IOException e) {
            throw refusal("EIO", name, "no answer on " + socket + ": " + e.getMessage(), e);
        }
        int status = status(answer);
        if (status == 404) {
            throw refusal("ENOENT", name, "there is none of that name: is it running? (" + list() + ")", null);
        }
        if (status != 200) {
            throw refusal("EIO", name, "the engine answered with status " + status + " on " + socket, null);
        }
        long pid = PidScan.statePid(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        if (pid <= 0 || pid > Integer.MAX_VALUE) {
            throw refusal("ESRCH", name, "it is not running: start it first", null);
        }
        return (int) pid;
    }

    private String ask(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer answer = ByteBuffer.allocate(MAX_BYTES);
            long deadline = System.nanoTime() + LIMIT_MILLIS * 1_000_000L;
            while (answer.hasRemaining()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0 || selector.select(left) == 0) {
                    throw new IOException("it took longer than " + LIMIT_MILLIS / 1_000 + " s");
                }
                selector.selectedKeys().clear();
                if (channel.read(answer) < 0) {
                    return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
                }
            }
            throw new IOException("it was longer than " + MAX_BYTES + " bytes");
        }
    }

    private static int status(String answer) {
        int blank = answer.indexOf(' ');
        if (!answer.startsWith("HTTP/") || blank < 0 || answer.length() < blank + 4 || !answer.contains("\r\n\r\n")) {
            return 0;
        }
        try {
            return Integer.parseInt(answer.substring(blank + 1, blank + 4));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Names and ids that the engines give; nothing that would end the request's line or its path. */
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > 'z' || (!Character.isLetterOrDigit(c) && "_.-".indexOf(c) < 0)) {
                return false;
            }
        }
        return !name.isEmpty() && name.charAt(0) != '.';
    }

    private String list() {
        return engine.equals("Podman") ? "podman ps" : "docker ps";
    }

    private KernelException refusal(
            String errno, String name, String why, @org.jspecify.annotations.Nullable Exception cause) {
        String message = "no container " + name + " in " + engine + ": " + why;
        return cause == null ? new KernelException(errno, message) : new KernelException(errno, message, cause);
    }
}
