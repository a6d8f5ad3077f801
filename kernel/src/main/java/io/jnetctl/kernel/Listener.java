package io.jnetctl.kernel;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * A socket of the host that waits for whoever may come: one that listens, or with UDP one that is bound and not connected.
 *
 * @param address 0.0.0.0 or {@code ::} for all of the host
 * @param bothFamilies whether a socket on {@code ::} takes IPv4 too: it is not IPV6_V6ONLY (ipv6(7))
 * @param port 1 to 65535
 * @param holder null where it was not looked for, or where no process has the socket open, as with those of the kernel itself
 */
public record Listener(
        Protocol protocol,
        IpAddress address,
        boolean bothFamilies,
        int port,
        @Nullable Holder holder) {
    public Listener {
        if (bothFamilies && !(address.family() == Family.V6 && address.isUnspecified())) {
            throw new IllegalArgumentException(address + " is of one family");
        }
    }

    /** Such as {@code nginx (pid 4711) listens on 0.0.0.0:80}. */
    @Override
    public String toString() {
        String who = holder == null ? "a process" : holder.name() + " (pid " + holder.pid() + ")";
        return who + " listens on " + (address.family() == Family.V4 ? address : "[" + address + "]") + ":" + port;
    }

    /** A process that has the socket open. Its name is that of its program, as in /proc/PID/comm. */
    public record Holder(int pid, String name) {}
}
