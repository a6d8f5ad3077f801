package io.jnetctl.kernel.linux.wire;

/**
 * A message on its way to the kernel.
 *
 * @param type of the header
 * @param flags beside NLM_F_REQUEST and NLM_F_ACK, which the socket adds as it needs them
 * @param label what it does, in words for an error message: {@code add address 10.0.0.2/24}
 */
public record Request(int type, int flags, String label, Encodable body) {
    /** Writes header and body. */
    public void encode(WireWriter out, int extraFlags, int sequence) {
        out.message(new MessageHeader(type, flags | Nlmsg.NLM_F_REQUEST | extraFlags, sequence, 0), body);
    }
}
