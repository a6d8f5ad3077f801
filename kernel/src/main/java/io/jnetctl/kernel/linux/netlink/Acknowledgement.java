package io.jnetctl.kernel.linux.netlink;

import static io.jnetctl.kernel.linux.wire.Nlmsg.NLM_F_ACK_TLVS;
import static io.jnetctl.kernel.linux.wire.Nlmsg.NLM_F_CAPPED;

import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.MessageHeader;
import io.jnetctl.kernel.linux.wire.Nlmsg;
import io.jnetctl.kernel.linux.wire.WireReader;

/**
 * The end of an exchange: struct nlmsgerr of linux/netlink.h, or the body of NLMSG_DONE.
 *
 * @param errno 0, or the positive number of what went wrong
 * @param text the kernel's own words (NLMSGERR_ATTR_MSG), or empty; without an errno they are a warning
 */
record Acknowledgement(int errno, String text) {
    private static final int NLMSGERR_ATTR_MSG = 1;

    static Acknowledgement decode(MessageHeader header, WireReader body) {
        int start = body.offset();
        int errno = -body.u32();
        if (errno < 0) {
            throw new MalformedMessageException(start, "an error number above 0");
        }
        if (header.type() == Nlmsg.NLMSG_ERROR) {
            skipRequest(header, body);
        }
        if (!header.has(NLM_F_ACK_TLVS)) {
            body.skip();
        }
        StringBuilder text = new StringBuilder();
        body.attributes((type, value) -> {
            if (type == NLMSGERR_ATTR_MSG) {
                text.append(value.string());
            } else {
                value.skip();
            }
        });
        return new Acknowledgement(errno, text.toString());
    }

    /** The request comes back: its header always, the rest of it unless it was capped. */
    private static void skipRequest(MessageHeader header, WireReader body) {
        int start = body.offset();
        int length = body.u32();
        body.skip(Nlmsg.HEADER_BYTES - Integer.BYTES);
        if (!header.has(NLM_F_CAPPED)) {
            int rest = length - Nlmsg.HEADER_BYTES;
            if (rest < 0 || rest > body.remaining()) {
                throw new MalformedMessageException(start, "an acknowledged request of " + length + " bytes");
            }
            body.skip(Math.min(body.remaining(), (rest + 3) & ~3));
        }
    }

    boolean isRefusal() {
        return errno != 0;
    }

    ErrnoException refusal(String tried) {
        return new ErrnoException(new Errno(errno), tried, text);
    }
}
