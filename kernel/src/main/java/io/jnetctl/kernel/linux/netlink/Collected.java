package io.jnetctl.kernel.linux.netlink;

import io.jnetctl.kernel.linux.wire.MessageHeader;
import io.jnetctl.kernel.linux.wire.Nlmsg;
import io.jnetctl.kernel.linux.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The objects of an answer that is several messages long, up to the acknowledgement that ends it. */
final class Collected<T> implements WireReader.MessageVisitor {
    private final Function<WireReader, T> decoder;
    private final List<T> found = new ArrayList<>();
    private @Nullable Acknowledgement end;
    private boolean interrupted;

    Collected(Function<WireReader, T> decoder) {
        this.decoder = decoder;
    }

    @Override
    public void visit(MessageHeader header, WireReader body) {
        interrupted |= header.has(Nlmsg.NLM_F_DUMP_INTR);
        switch (header.type()) {
            case Nlmsg.NLMSG_ERROR, Nlmsg.NLMSG_DONE -> end = Acknowledgement.decode(header, body);
            case Nlmsg.NLMSG_NOOP -> body.skip();
            default -> found.add(decoder.apply(body));
        }
    }

    boolean isIncomplete() {
        return end == null;
    }

    Acknowledgement end() {
        return Objects.requireNonNull(end);
    }

    /** Whether the table changed while it was read, so that entries may be missing or there twice. */
    boolean isInterrupted() {
        return interrupted;
    }

    List<T> found() {
        return List.copyOf(found);
    }
}
