package io.jnetctl.kernel.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.linux.route.Capture;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.MessageHeader;
import io.jnetctl.kernel.linux.wire.Nlmsg;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final int ACK_TLVS_ONLY = Nlmsg.NLM_F_ACK_TLVS;

    @Test
    void aRefusalCarriesErrnoAndTheKernelsText() {
        Acknowledgement refusal = decode(Capture.REFUSAL.bytes());
        assertEquals(Errno.ENETUNREACH.number(), refusal.errno());
        assertEquals("Nexthop has invalid gateway", refusal.text());
    }

    @Test
    void aRefusalCutAnywhereIsMalformed() {
        byte[] whole = Capture.REFUSAL.bytes();
        for (int length = Nlmsg.HEADER_BYTES; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            ByteBuffer.wrap(cut).order(ByteOrder.nativeOrder()).putInt(0, length);
            // Without its attributes it is a refusal still, only without words.
            if (length == 36) {
                assertEquals("", decode(cut).text());
            } else {
                assertThrows(MalformedMessageException.class, () -> decode(cut), "cut after " + length);
            }
        }
    }

    @Test
    void theTextIsFoundBehindARequestThatCameBackInFull() {
        WireWriter out = new WireWriter();
        out.message(
                new MessageHeader(Nlmsg.NLMSG_ERROR, ACK_TLVS_ONLY, 1, 1),
                body -> body.u32(-17)
                        .message(new MessageHeader(16, 0, 1, 1), request -> request.zeros(21))
                        .stringAttribute(1, "already there"));
        assertEquals(new Acknowledgement(17, "already there"), decode(out.toByteArray()));
    }

    @Test
    void theEndOfADumpMayBeARefusalToo() {
        WireWriter out = new WireWriter();
        out.message(new MessageHeader(Nlmsg.NLMSG_DONE, Nlmsg.NLM_F_MULTI, 1, 1), body -> body.u32(-22));
        assertTrue(decode(out.toByteArray()).isRefusal());
        assertFalse(new Acknowledgement(0, "").isRefusal());
    }

    @Test
    void aRequestThatClaimsToBeLongerThanItsAnswerIsMalformed() {
        WireWriter out = new WireWriter();
        out.message(
                new MessageHeader(Nlmsg.NLMSG_ERROR, ACK_TLVS_ONLY, 1, 1),
                body -> body.u32(-17).u32(Integer.MAX_VALUE).zeros(12));
        assertThrows(MalformedMessageException.class, () -> decode(out.toByteArray()));
    }

    @Test
    void aTableThatChangedWhileItWasReadIsKnownByTheFlagOnAnyOfItsMessages() {
        WireWriter out = new WireWriter();
        out.message(new MessageHeader(16, Nlmsg.NLM_F_MULTI | Nlmsg.NLM_F_DUMP_INTR, 1, 1), body -> body.u32(1));
        out.message(new MessageHeader(Nlmsg.NLMSG_DONE, Nlmsg.NLM_F_MULTI, 1, 1), body -> body.u32(0));
        Collected<Integer> collected = new Collected<>(WireReader::u32);
        WireReader.of(out.toByteArray()).messages(collected);
        assertTrue(collected.isInterrupted());
        assertFalse(collected.isIncomplete());
        assertEquals(List.of(1), collected.found());
    }

    private static Acknowledgement decode(byte[] message) {
        List<Acknowledgement> found = new ArrayList<>();
        WireReader.of(message).messages((header, body) -> found.add(Acknowledgement.decode(header, body)));
        return found.getFirst();
    }
}
