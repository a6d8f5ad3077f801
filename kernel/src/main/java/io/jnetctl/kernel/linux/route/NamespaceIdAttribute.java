package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.RtNetlink.NETNSA_CURRENT_NSID;
import static io.jnetctl.kernel.linux.route.RtNetlink.NETNSA_FD;
import static io.jnetctl.kernel.linux.route.RtNetlink.NETNSA_NSID;
import static io.jnetctl.kernel.linux.route.RtNetlink.NETNSA_PID;
import static io.jnetctl.kernel.linux.route.RtNetlink.NETNSA_TARGET_NSID;

import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;

/** An attribute of a namespace id: NETNSA_ of linux/net_namespace.h. */
public sealed interface NamespaceIdAttribute extends Encodable {
    /** The id, at least 0; -1 lets the kernel choose, and in an answer means that there is none. */
    record Id(int id) implements NamespaceIdAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(NETNSA_NSID, id);
        }
    }

    /** The namespace, by a process in it. */
    record Pid(int pid) implements NamespaceIdAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(NETNSA_PID, pid);
        }
    }

    /** The namespace, by a descriptor of this process. */
    record Fd(int fd) implements NamespaceIdAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(NETNSA_FD, fd);
        }
    }

    /** Asks on behalf of the namespace of that id. */
    record Target(int id) implements NamespaceIdAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(NETNSA_TARGET_NSID, id);
        }
    }

    /** The id that the same namespace has in the socket's. */
    record Current(int id) implements NamespaceIdAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(NETNSA_CURRENT_NSID, id);
        }
    }

    /** One that has no record of its own here. */
    record Unknown(int type, Bytes value) implements NamespaceIdAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static NamespaceIdAttribute decode(int type, WireReader value) {
        return switch (type) {
            case NETNSA_NSID -> new Id(value.u32());
            case NETNSA_PID -> new Pid(value.u32());
            case NETNSA_FD -> new Fd(value.u32());
            case NETNSA_TARGET_NSID -> new Target(value.u32());
            case NETNSA_CURRENT_NSID -> new Current(value.u32());
            default -> new Unknown(type, value.rest());
        };
    }
}
