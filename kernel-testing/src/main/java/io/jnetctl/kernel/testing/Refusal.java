package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.KernelException;

/** Builds the exceptions of refused operations, worded like those of the real kernel. */
final class Refusal {
    private Refusal() {}

    /** With the usual text of an errno (strerror(3)). */
    static KernelException of(String errno, String what) {
        return new KernelException(errno, what + ": " + words(errno) + " (" + errno + ")");
    }

    /** With the text that the kernel gives beyond the errno (NLMSGERR_ATTR_MSG of linux/netlink.h). */
    static KernelException of(String errno, String what, String words) {
        return new KernelException(errno, what + ": " + words + " (" + errno + ")");
    }

    private static String words(String errno) {
        return switch (errno) {
            case "EACCES" -> "Permission denied";
            case "EADDRNOTAVAIL" -> "Cannot assign requested address";
            case "EBUSY" -> "Device or resource busy";
            case "EEXIST" -> "File exists";
            case "EHOSTUNREACH" -> "No route to host";
            case "EINVAL" -> "Invalid argument";
            case "EISDIR" -> "Is a directory";
            case "ENOBUFS" -> "No buffer space available";
            case "ENODEV" -> "No such device";
            case "ENOENT" -> "No such file or directory";
            case "EOPNOTSUPP" -> "Operation not supported";
            case "ESRCH" -> "No such process";
            case "ENXIO" -> "No such device or address";
            case "EXFULL" -> "Exchange full";
            default -> throw new IllegalArgumentException("no words for " + errno);
        };
    }
}
