package io.jnetctl.kernel.linux.netlink;

import static io.jnetctl.kernel.linux.wire.Nlmsg.NLM_F_ACK;

import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.wire.MessageHeader;
import io.jnetctl.kernel.linux.wire.Nlmsg;
import io.jnetctl.kernel.linux.wire.Request;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A netlink socket of the network namespace in which it was opened. Each method is one exchange, which ends when the kernel has
 * answered; the kernel works on a request before it lets the sender go on, so no answer is long in coming.
 *
 * <p>A refusal is an {@link ErrnoException} with the kernel's own words. Threads may share a socket; they take turns.
 */
public final class NetlinkSocket implements AutoCloseable {
    /** How often a list is asked for again because the table changed meanwhile. */
    private static final int ATTEMPTS = 16;

    /** Bounds of one send: the answers to it, some 1 KiB each as the kernel counts, must fit into the receive buffer. */
    private static final int BATCH_REQUESTS = 64;

    private static final int BATCH_BYTES = 64 * 1024;

    private final Transport transport;
    private final WireWriter writer = new WireWriter();
    private int sequence;

    NetlinkSocket(Transport transport) {
        this.transport = transport;
    }

    /** Opens a socket in the network namespace of the calling thread, where it stays. */
    public static NetlinkSocket open(NetlinkProtocol protocol) {
        return new NetlinkSocket(Transport.open(protocol));
    }

    /** Makes one request and returns once it is done. */
    public void request(Request request) {
        if (requestAll(List.of(request)).getFirst() instanceof Answer.Refused refused) {
            throw refused.reason();
        }
    }

    /**
     * Makes requests in order, many on the way at a time. A refused one does not keep the kernel from those after it.
     *
     * @return an answer a request, in the same order
     */
    public synchronized List<Answer> requestAll(List<Request> requests) {
        List<Answer> answers = new ArrayList<>(requests.size());
        while (answers.size() < requests.size()) {
            int first = sequence + 1;
            int batchEnd = answers.size() + writeBatch(requests.subList(answers.size(), requests.size()));
            transport.send(writer);
            receiveWhile(() -> answers.size() < batchEnd, first, (header, body) -> {
                // The kernel acknowledges in order; the sequence numbers, which were checked, say so again.
                if (header.type() == Nlmsg.NLMSG_ERROR) {
                    answers.add(answer(requests.get(answers.size()), Acknowledgement.decode(header, body)));
                } else {
                    body.skip();
                }
            });
        }
        return List.copyOf(answers);
    }

    /**
     * Makes changes of which the kernel does all or none: between the messages that begin and end such a batch, as
     * linux/netfilter/nfnetlink.h has it.
     */
    public synchronized void transact(Request begin, List<Request> changes, Request end) {
        Request last = changes.getLast();
        int first = sequence + 1;
        writer.clear();
        begin.encode(writer, 0, ++sequence);
        for (Request change : changes.subList(0, changes.size() - 1)) {
            change.encode(writer, 0, ++sequence);
        }
        last.encode(writer, NLM_F_ACK, ++sequence);
        end.encode(writer, 0, ++sequence);
        transport.send(writer);
        List<Acknowledgement> answers = new ArrayList<>();
        // A refused change is told of before the last one is acknowledged, and more may follow.
        receiveWhile(answers::isEmpty, first, (header, body) -> {
            if (header.type() == Nlmsg.NLMSG_ERROR) {
                answers.add(Acknowledgement.decode(header, body));
            } else {
                body.skip();
            }
        });
        transport.drain();
        if (answers.getFirst().isRefusal()) {
            throw answers.getFirst().refusal(last.label());
        }
    }

    /**
     * Asks for one object.
     *
     * @return what the decoder makes of the body of the kernel's message
     */
    public <T> T get(Request request, Function<WireReader, T> decoder) {
        List<T> found = collect(request, NLM_F_ACK, decoder);
        if (found.size() != 1) {
            throw new IllegalStateException(request.label() + ": " + found.size() + " answers instead of one");
        }
        return found.getFirst();
    }

    /**
     * Lists a table as it was at one moment: a list that changed while the kernel was at it is asked for again.
     *
     * @return what the decoder makes of the body of each message
     * @throws ErrnoException also with EINTR, when the table did not keep still for long enough
     */
    public <T> List<T> dump(Request request, Function<WireReader, T> decoder) {
        return collect(request, 0, decoder);
    }

    @Override
    public void close() {
        transport.close();
    }

    private synchronized <T> List<T> collect(Request request, int flags, Function<WireReader, T> decoder) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            writer.clear();
            request.encode(writer, flags, ++sequence);
            transport.send(writer);
            Collected<T> collected = new Collected<>(decoder);
            try {
                receiveWhile(collected::isIncomplete, sequence, collected);
            } catch (TruncatedException e) {
                continue;
            }
            if (collected.end().isRefusal()) {
                throw collected.end().refusal(request.label());
            }
            if (!collected.isInterrupted()) {
                return collected.found();
            }
        }
        throw new ErrnoException(
                Errno.EINTR, request.label(), "the table changed during each of " + ATTEMPTS + " attempts to read it");
    }

    private int writeBatch(List<Request> requests) {
        writer.clear();
        int count = 0;
        while (count < requests.size() && count < BATCH_REQUESTS && writer.length() < BATCH_BYTES) {
            requests.get(count++).encode(writer, NLM_F_ACK, ++sequence);
        }
        return count;
    }

    private static Answer answer(Request request, Acknowledgement acknowledgement) {
        return acknowledgement.isRefusal()
                ? new Answer.Refused(acknowledgement.refusal(request.label()))
                : Answer.ACCEPTED;
    }

    private void receiveWhile(BooleanSupplier incomplete, int firstSequence, WireReader.MessageVisitor visitor) {
        try {
            while (incomplete.getAsBoolean()) {
                transport.receive().messages((header, body) -> {
                    if (answers(header, firstSequence)) {
                        visitor.visit(header, body);
                    } else {
                        body.skip();
                    }
                });
            }
        } catch (RuntimeException e) {
            transport.drain();
            throw e;
        }
    }

    /** Whether the message answers this exchange; sequence numbers may wrap. */
    private boolean answers(MessageHeader header, int firstSequence) {
        return header.portId() == transport.portId()
                && header.sequence() - firstSequence >= 0
                && header.sequence() - sequence <= 0;
    }
}
