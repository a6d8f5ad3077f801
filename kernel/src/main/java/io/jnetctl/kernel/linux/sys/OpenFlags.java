package io.jnetctl.kernel.linux.sys;

/** Flags of open(2) (asm-generic/fcntl.h; one of them has another value on 64-bit ARM, arch/arm64 asm/fcntl.h). */
public final class OpenFlags {
    private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

    public static final int RDONLY = 0;
    public static final int WRONLY = 1;
    public static final int RDWR = 2;
    public static final int CREAT = 0x40;
    public static final int EXCL = 0x80;
    public static final int DIRECTORY = ARM ? 0x4000 : 0x10000;
    public static final int PATH = 0x200000;

    /** Added to every open: no descriptor of ours reaches a child process. */
    static final int CLOEXEC = 0x80000;

    private OpenFlags() {}
}
