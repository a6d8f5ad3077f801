package io.jnetctl.kernel.linux.wire;

/**
 * struct nlmsghdr of linux/netlink.h without the length, which the wire's reader and writer see to.
 *
 * @param type what the body is: a family's own, or below 16 one of {@link Nlmsg}
 * @param flags NLM_F_ of {@link Nlmsg}; what some bits mean depends on the type
 * @param sequence an answer carries that of its request
 * @param portId of the user's socket, on answers too; on requests the kernel fills it in
 */
public record MessageHeader(int type, int flags, int sequence, int portId) {
    public boolean has(int flag) {
        return (flags & flag) == flag;
    }
}
