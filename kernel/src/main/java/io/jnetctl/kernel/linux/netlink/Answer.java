package io.jnetctl.kernel.linux.netlink;

import io.jnetctl.kernel.linux.sys.ErrnoException;

/** What the kernel said to one request of several. */
public sealed interface Answer {
    Answer ACCEPTED = new Accepted();

    record Accepted() implements Answer {}

    record Refused(ErrnoException reason) implements Answer {}
}
