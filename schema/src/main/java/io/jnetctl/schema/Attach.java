package io.jnetctl.schema;

/** The existing namespace that a container is, in place of one that jnetctl makes. */
public sealed interface Attach {
    /** A namespace file, such as /run/netns/x. */
    record NetnsPath(String path) implements Attach {}

    /** The namespace of a process. */
    record Pid(int pid) implements Attach {}

    /** The namespace of a Docker container. */
    record Docker(String name) implements Attach {}

    /** The namespace of a Podman container. */
    record Podman(String name) implements Attach {}

    /** The namespace of a machine that systemd-machined knows. */
    record Machine(String name) implements Attach {}
}
