package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.RtNetlink.RTM_NEWNSID;

import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;

/**
 * The number by which one network namespace knows another: struct rtgenmsg of linux/rtnetlink.h and attributes of
 * linux/net_namespace.h. Once given, a number stays as long as both namespaces do.
 */
public record NamespaceIdMessage(List<NamespaceIdAttribute> attributes)
        implements RtnetlinkMessage<NamespaceIdAttribute> {
    /** Lets the kernel choose the number; in an answer: it has none. */
    public static final int UNASSIGNED = -1;

    /** struct rtgenmsg is one byte, padded. */
    private static final int HEADER_BYTES = 4;

    public NamespaceIdMessage {
        attributes = List.copyOf(attributes);
    }

    /** The namespace behind a descriptor of this process. */
    public static NamespaceIdMessage ofFd(int fd) {
        return new NamespaceIdMessage(List.of(new NamespaceIdAttribute.Fd(fd)));
    }

    /** That number for the namespace behind a descriptor of this process. */
    public static NamespaceIdMessage ofFd(int fd, int id) {
        return new NamespaceIdMessage(List.of(new NamespaceIdAttribute.Id(id), new NamespaceIdAttribute.Fd(fd)));
    }

    public static NamespaceIdMessage decode(WireReader body) {
        body.skip(HEADER_BYTES);
        return new NamespaceIdMessage(body.attributeList(NamespaceIdAttribute::decode));
    }

    @Override
    public void encode(WireWriter out) {
        out.zeros(HEADER_BYTES).all(attributes);
    }

    /** The number, or {@link #UNASSIGNED}. */
    public int id() {
        return find(NamespaceIdAttribute.Id.class)
                .map(NamespaceIdAttribute.Id::id)
                .orElse(UNASSIGNED);
    }

    @Override
    public int newType() {
        return RTM_NEWNSID;
    }

    @Override
    public String label() {
        return "namespace id";
    }
}
