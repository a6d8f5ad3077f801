package io.jnetctl.kernel.linux.sys;

/** Text on its way to libc. */
final class CString {
    private CString() {}

    /** The text itself; throws on a NUL in it, where C would stop reading and mean another file. */
    static String checked(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL in \"" + text.replace("\0", "\\0") + "\"");
        }
        return text;
    }
}
