package io.jnetctl.kernel.linux.sys;

/**
 * The functions of libc that jnetctl calls, as jnr-ffi binds them by name. Memory goes in as an address
 * ({@link NativeBuffer#address()}), so that a call passes nothing but integers and copies nothing.
 *
 * <p>Names and argument order are those of section 2 of the Linux manual.
 */
interface Libc {
    int socket(int domain, int type, int protocol);

    int bind(int fd, long address, int length);

    int connect(int fd, long address, int length);

    int getsockname(int fd, long address, long length);

    int setsockopt(int fd, int level, int name, long value, int length);

    long send(int fd, long buffer, long length, int flags);

    long sendto(int fd, long buffer, long length, int flags, long address, int addressLength);

    long recv(int fd, long buffer, long length, int flags);

    int close(int fd);

    int openat(int directory, String path, int flags, int mode);

    long syscall(long number, long directory, String path, long how, long size);

    long read(int fd, long buffer, long length);

    long write(int fd, long buffer, long length);

    int fsync(int fd);

    int ftruncate(int fd, long length);

    int flock(int fd, int operation);

    int setsid();

    int fstatfs(int fd, long buffer);

    int unshare(int flags);

    int setns(int fd, int kind);

    int mount(String source, String target, String type, long flags, String data);

    int umount2(String target, int flags);

    long syscall(long number, long first, long last, long flags);

    int poll(long descriptors, long count, int timeout);

    int eventfd(int initial, int flags);

    int inotify_init1(int flags);

    int inotify_add_watch(int fd, String path, int mask);

    int inotify_rm_watch(int fd, int watch);

    int execve(String path, long arguments, long environment);

    int sigprocmask(int how, long set, long before);
}
