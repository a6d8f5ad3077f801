package io.jnetctl.golden.packets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.SocketChannel;

/** One TCP connection to an {@link Echo}, that is used again and again. */
final class Dialogue implements AutoCloseable {
    /** For packets that are sent again. */
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader answers;
    private final OutputStream questions;

    private Dialogue(Socket socket) throws IOException {
        this.socket = socket;
        this.answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        this.questions = socket.getOutputStream();
    }

    static Dialogue with(SocketChannel connected) throws IOException {
        Socket socket = connected.socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        Dialogue dialogue = new Dialogue(socket);
        dialogue.answer();
        return dialogue;
    }

    /** The place that answers. */
    String ask() throws IOException {
        questions.write('\n');
        return answer();
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the other side hung up");
        }
        return line.substring(0, line.indexOf(' '));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
