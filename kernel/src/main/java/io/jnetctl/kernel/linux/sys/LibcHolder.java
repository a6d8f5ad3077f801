package io.jnetctl.kernel.linux.sys;

import java.nio.ByteBuffer;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * The loaded libc; touching this class loads it.
 *
 * <p>jnr-ffi binds through generated classes or through reflection. Generating them costs a cold JVM 30 to 40 ms more, reflection
 * half a microsecond a call; a command makes thousands of calls at most, so reflection it is.
 * The launcher spares the unpacking of jffi's own library with {@code -Djffi.boot.library.path}.
 */
final class LibcHolder {
    private static final String GENERATE_CLASSES = "jnr.ffi.asm.enabled";

    static final Libc LIBC;
    private static final Runtime RUNTIME;

    static {
        System.setProperty(GENERATE_CLASSES, "false");
        // libc is in every process already: no search for its file.
        LIBC = LibraryLoader.create(Libc.class).load(LibraryLoader.DEFAULT_LIBRARY);
        RUNTIME = Runtime.getRuntime(LIBC);
    }

    private LibcHolder() {}

    /** The errno of this thread's last call. */
    static Errno lastError() {
        return new Errno(LastError.getLastError(RUNTIME));
    }

    static long addressOf(ByteBuffer direct) {
        return Pointer.wrap(RUNTIME, direct).address();
    }
}
