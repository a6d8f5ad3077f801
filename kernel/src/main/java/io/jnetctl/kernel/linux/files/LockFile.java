package io.jnetctl.kernel.linux.files;

import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.HostLockedException;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.kernel.linux.BootClock;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * /run/jnetctl/lock. The lock is flock(2) on it, which the kernel frees with the process, and not the file: one that a dead owner left
 * says nothing. Its lines say who has it, for others to read. It is readable by root alone, since whoever can open it can lock it.
 */
public final class LockFile implements HostLock {
    private static final Path PATH = RunDirectory.own("lock");
    private static final int MODE = 0600;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private final Fd file;
    private final boolean left;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LockFile(Fd file, boolean left) {
        this.file = file;
        this.left = left;
    }

    /**
     * @param timeout zero asks once
     * @throws HostLockedException when another has it all that time
     */
    public static LockFile take(LockHolder holder, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Optional<Fd> locked = attempt();
            if (locked.isPresent()) {
                return held(locked.get(), holder);
            }
            if (System.nanoTime() - end >= 0) {
                throw refusal();
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Empty when another has it, and when the file that was locked is no longer the one that others would open. */
    private static Optional<Fd> attempt() {
        Fd file;
        try {
            Files.createDirectories(RunDirectory.PATH);
            file = Fd.open(PATH.toString(), OpenFlags.RDWR | OpenFlags.CREAT, MODE);
        } catch (ErrnoException e) {
            if (e.error().equals(Errno.ENOENT)) {
                return Optional.empty(); // its owner ended, and took the directory along
            }
            throw e;
        } catch (FileAlreadyExistsException e) {
            if (Files.exists(RunDirectory.PATH, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(RunDirectory.PATH)) {
                throw new KernelException("ENOTDIR", "create " + RunDirectory.PATH + ": Not a directory (ENOTDIR)", e);
            }
            return Optional.empty(); // it was there, and went before it was looked at
        } catch (AccessDeniedException e) {
            throw new KernelException("EACCES", "create " + RunDirectory.PATH + ": Permission denied (EACCES)", e);
        } catch (IOException e) {
            throw new KernelException("EIO", "create " + RunDirectory.PATH + ": " + e.getMessage(), e);
        }
        try {
            if (file.tryLock() && inode(Path.of(file.path())).equals(inode(PATH))) {
                return Optional.of(file);
            }
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
        file.close();
        return Optional.empty();
    }

    /** Empty when there is no such file. */
    private static Optional<Object> inode(Path path) {
        try {
            return Optional.of(Files.getAttribute(path, "unix:ino"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new KernelException("EIO", "look at " + path + ": " + e.getMessage(), e);
        }
    }

    private static LockFile held(Fd file, LockHolder holder) {
        LockFile lock = new LockFile(file, size(file) > 0);
        try {
            file.truncate(0);
            file.write(text(holder).getBytes(StandardCharsets.UTF_8));
            return lock;
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static long size(Fd file) {
        try {
            return Files.size(Path.of(file.path()));
        } catch (IOException e) {
            file.close();
            throw new KernelException("EIO", "look at " + PATH + ": " + e.getMessage(), e);
        }
    }

    private static String text(LockHolder holder) {
        return holder.pid() + "\n" + oneLine(holder.command()) + "\n" + oneLine(holder.user()) + "\n"
                + BootClock.now().toMillis() + "\n";
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ');
    }

    private static HostLockedException refusal() {
        try {
            List<String> lines = Files.readAllLines(PATH);
            if (lines.size() == 4) {
                LockHolder holder = new LockHolder(Long.parseLong(lines.get(0)), lines.get(1), lines.get(2));
                Duration since = Duration.ofMillis(Long.parseLong(lines.get(3)));
                return new HostLockedException(Optional.of(holder), BootClock.since(since));
            }
        } catch (IOException | NumberFormatException e) {
            // It is being written, or went just now: then nobody is named.
        }
        return new HostLockedException(Optional.empty(), Duration.ZERO);
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the lock", e);
        }
    }

    /** Whether the one that had it last was killed: the file is still there, with his words. */
    public boolean isLeftOver() {
        return left;
    }

    /** Frees it as if this process were killed, so that the next knows that something is left to tidy up. */
    public void abandon() {
        if (!closed.getAndSet(true)) {
            file.close();
        }
    }

    /** The name goes first, as long as the lock is held: who locks the file without it looks again. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return; // by now the name may be that of another's lock
        }
        try {
            Files.deleteIfExists(PATH);
            RunDirectory.prune(RunDirectory.PATH);
        } catch (IOException e) {
            throw new KernelException("EIO", "remove " + PATH + ": " + e.getMessage(), e);
        } finally {
            file.close();
        }
    }
}
