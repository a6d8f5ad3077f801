package io.jnetctl.kernel.linux.sys;

import static io.jnetctl.kernel.linux.sys.LibcHolder.LIBC;

/** setsid(2). */
public final class Sessions {
    private Sessions() {}

    /**
     * Makes this process the leader of a session of its own, without a terminal: none that is closed, and no Ctrl-C, ends it. Does
     * nothing where it leads a process group already, as a shell's job does.
     */
    public static void begin() {
        if (LIBC.setsid() < 0) {
            Errno error = LibcHolder.lastError();
            if (!error.symbol().equals("EPERM")) {
                throw new ErrnoException(error, "setsid");
            }
        }
    }
}
