package io.jnetctl.golden.packets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of a probe. */
public sealed interface Outcome {
    /**
     * Something came back.
     *
     * @param place which it is from; empty for a ping, which does not say
     * @param seenAs what the place took for the sender; null for a ping
     */
    record Answered(String place, @Nullable InetAddress seenAs) implements Outcome {}

    /** It came to a listening place, but nothing came back. */
    record Arrived(String place) implements Outcome {}

    /** Nobody is known to have got it. */
    record Lost(String how) implements Outcome {}

    /** What {@link Echo} says. */
    static Answered parse(ByteBuffer received) throws UnknownHostException {
        String[] words = UTF_8.decode(received.flip()).toString().strip().split(" ", -1);
        return new Answered(words[0], InetAddress.getByName(words[1]));
    }

    default boolean isAsExpected(Probe probe) {
        return switch (this) {
            case Answered answered ->
                probe.answers() != null
                        && (probe.transport() == Transport.PING
                                || probe.answers().equals(answered.place))
                        && (probe.seenAs() == null || Objects.equals(probe.seenAs(), answered.seenAs));
            case Arrived _ -> false;
            case Lost _ -> probe.answers() == null;
        };
    }
}
