package io.jnetctl.kernel.linux.sys;

/**
 * An error number of the kernel (asm-generic/errno-base.h, asm-generic/errno.h). A record, not an enum: the kernel also lets slip
 * numbers that no header of user space has, such as 524.
 *
 * @param number the positive number
 */
public record Errno(int number) {
    public static final Errno EPERM = new Errno(1);
    public static final Errno ENOENT = new Errno(2);
    public static final Errno EINTR = new Errno(4);
    public static final Errno EBADF = new Errno(9);
    public static final Errno EAGAIN = new Errno(11);
    public static final Errno EACCES = new Errno(13);
    public static final Errno EBUSY = new Errno(16);
    public static final Errno EEXIST = new Errno(17);
    public static final Errno ENODEV = new Errno(19);
    public static final Errno ENOTDIR = new Errno(20);
    public static final Errno EINVAL = new Errno(22);
    public static final Errno ENOSPC = new Errno(28);
    public static final Errno ELOOP = new Errno(40);
    public static final Errno EOPNOTSUPP = new Errno(95);
    public static final Errno EADDRNOTAVAIL = new Errno(99);
    public static final Errno ENETUNREACH = new Errno(101);
    public static final Errno ENOBUFS = new Errno(105);
    public static final Errno ENOTCONN = new Errno(107);
    public static final Errno ERESTART = new Errno(85);
    public static final Errno EMSGSIZE = new Errno(90);
    public static final Errno EXDEV = new Errno(18);

    /** Its name in the headers, such as {@code EEXIST}; {@code errno 524} for a number without one. */
    public String symbol() {
        return ErrnoTable.symbol(number);
    }

    /** What the manual calls it, such as "File exists". */
    public String text() {
        return ErrnoTable.text(number);
    }

    @Override
    public String toString() {
        return symbol();
    }
}
