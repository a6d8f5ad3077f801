package io.jnetctl.kernel.linux.sys;

import static io.jnetctl.kernel.linux.sys.LibcHolder.LIBC;

import java.io.ByteArrayOutputStream;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** execve(2): this process becomes another program, in the namespaces of the calling thread. */
public final class Programs {
    private static final long SYS_CLOSE_RANGE = 436;
    private static final int FIRST_NON_STANDARD = 3;
    private static final long LAST = 0xffffffffL;
    /** CLOSE_RANGE_CLOEXEC of linux/close_range.h. */
    private static final long ON_EXEC = 1L << 2;

    /** SIG_SETMASK of asm-generic/signal-defs.h. */
    private static final int SET_MASK = 2;
    /** More than the kernel's 64 signals; libc has room for 1024. */
    private static final int SIGNAL_SET_BYTES = 128;

    private Programs() {}

    /**
     * Becomes the program. All other threads end; standard input, output and error go along, no other descriptor does; no signal is
     * blocked, and none that the JVM had caught stays so.
     *
     * @param path of the program; it is not looked up in PATH
     * @param environment NAME=VALUE
     * @return why it was refused, such as ENOENT, EACCES or ENOEXEC; on success nothing returns
     */
    public static ErrnoException become(String path, List<String> arguments, List<String> environment) {
        CString.checked(path);
        Strings argv = new Strings(arguments);
        Strings envp = new Strings(environment);
        NativeBuffer none = NativeBuffer.allocate(SIGNAL_SET_BYTES);
        try {
            // The JVM opens jars without O_CLOEXEC. A kernel older than 5.11 refuses this, and then a few leak:
            // harmless.
            LIBC.syscall(SYS_CLOSE_RANGE, FIRST_NON_STANDARD, LAST, ON_EXEC);
            LIBC.sigprocmask(SET_MASK, none.address(), 0);
            LIBC.execve(path, argv.address(), envp.address());
            return new ErrnoException(LibcHolder.lastError(), path);
        } finally {
            Reference.reachabilityFence(none);
            Reference.reachabilityFence(argv);
            Reference.reachabilityFence(envp);
        }
    }

    /** An array of C strings, ended by a null pointer. */
    private static final class Strings {
        private final NativeBuffer text;
        private final NativeBuffer pointers;

        Strings(List<String> strings) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            List<Integer> starts = new ArrayList<>(strings.size());
            for (String string : strings) {
                starts.add(bytes.size());
                bytes.writeBytes(CString.checked(string).getBytes(StandardCharsets.UTF_8));
                bytes.write(0);
            }
            text = NativeBuffer.of(bytes.toByteArray());
            pointers = NativeBuffer.allocate((strings.size() + 1) * Long.BYTES);
            starts.forEach(start -> pointers.bytes().putLong(text.address(start)));
            pointers.bytes().putLong(0);
        }

        long address() {
            return pointers.address();
        }
    }
}
