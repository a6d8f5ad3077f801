package io.jnetctl.kernel;

/** How a manifest points at a namespace that others made. */
public sealed interface AttachTarget {
    /** An nsfs path, such as {@code /run/netns/x}. */
    record Path(String path) implements AttachTarget {}

    /** The namespace of a process. */
    record Pid(int pid) implements AttachTarget {}

    /** The namespace of a container that a runtime made and names. */
    record Named(Engine engine, String name) implements AttachTarget {}

    enum Engine {
        DOCKER,
        PODMAN,
        /** systemd-machined, by the LEADER of /run/systemd/machines/NAME. */
        MACHINE
    }
}
