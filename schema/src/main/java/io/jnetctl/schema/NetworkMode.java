package io.jnetctl.schema;

/** Which namespace a container has and how it is connected. */
public sealed interface NetworkMode {
    /** Its own, with the attachments of the container. */
    record Networks() implements NetworkMode {}

    /** Its own, with nothing but lo. */
    record None() implements NetworkMode {}

    /** The host's. */
    record Host() implements NetworkMode {}

    /** That of another container of the stack. */
    record SharedWith(String container) implements NetworkMode {}
}
