package io.jnetctl.golden.packets;

import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.NetnsThread;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Opens sockets, and starts programs, in any namespace. A socket stays where it was opened, so that one thread can wait for all of them. */
final class Sockets implements AutoCloseable {
    private final NetnsThread thread = NetnsThread.start("packets");
    private final Map<Path, Fd> open = new HashMap<>();

    <T> T in(Place place, Callable<T> body) {
        Path netns = place.netns();
        return netns == null ? thread.call(body) : thread.callIn(open.computeIfAbsent(netns, Sockets::open), body);
    }

    /** Namespaces may have been made anew under their names. */
    void forget() {
        open.values().forEach(Fd::close);
        open.clear();
    }

    private static Fd open(Path netns) {
        return Fd.open(netns.toString(), OpenFlags.RDONLY);
    }

    @Override
    public void close() {
        forget();
        thread.close();
    }
}
