package io.jnetctl.kernel.linux.files;

import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.LockHolder;
import java.time.Duration;

/** Another process that takes the lock, says so by a line, and keeps it until its standard input ends. */
final class LockOwner {
    private LockOwner() {}

    public static void main(String[] arguments) throws Exception {
        LockHolder self = new LockHolder(ProcessHandle.current().pid(), "keep it\nfor long", "alice");
        try (HostLock _ = LockFile.take(self, Duration.ofMinutes(1))) {
            System.out.println("locked");
            System.in.readAllBytes();
        }
    }
}
