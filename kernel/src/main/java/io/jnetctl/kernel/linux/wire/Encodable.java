package io.jnetctl.kernel.linux.wire;

/** Something that has a form on the wire: a message's body, or an attribute with its header. */
@FunctionalInterface
public interface Encodable {
    void encode(WireWriter out);
}
