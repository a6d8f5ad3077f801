package io.jnetctl.kernel.linux.files;

import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and changes managed files. */
public final class ManagedFiles {
    private static final int PUBLIC = 0644;

    /** An environment may hold the passwords of the linked container. */
    private static final int PRIVATE = 0600;

    private ManagedFiles() {}

    /**
     * What is ours in a file; nothing where there is none or it cannot be read as one. A write that was cut short shows as an owner
     * without an object, whatever the file says now.
     *
     * @param stacks whose block to prefer where a file has several
     */
    public static Optional<Observed.Entry> observe(Role role, FileLocation location, String netns, Set<String> stacks) {
        try (OpenedFile file = OpenedFile.find(location)) {
            if (file == null) {
                return Optional.empty();
            }
            String leftOver = Journal.of(location, file).leftOver();
            FileText.Part part = FileText.find(role, leftOver == null ? file.read() : leftOver, stacks);
            if (part == null) {
                return Optional.empty();
            }
            Owner owner = part.owner();
            if (leftOver != null && owner != null) {
                owner = new Owner(owner.stack(), "");
            }
            return Optional.of(new Observed.Entry(new ManagedFile(role, location, netns, part.lines()), owner));
        } catch (KernelException e) {
            // A container can make of its files what it likes; that must not stop the others' plan. A write will say
            // it.
            return Optional.empty();
        }
    }

    /** The same for a file and for whatever place it is bound to; empty where there is none that can be read. */
    public static String identity(FileLocation location) {
        try (OpenedFile file = OpenedFile.find(location)) {
            return file == null ? "" : file.identity();
        } catch (KernelException e) {
            return "";
        }
    }

    /** @throws KernelException when it cannot be done, with the file as it was */
    public static void execute(Operation operation) {
        try {
            switch (operation) {
                case Operation.Add(ManagedFile file, Owner owner) -> write(file, null, owner);
                case Operation.Update(ManagedFile before, ManagedFile file, var changed, Owner owner) ->
                    write(file, before, owner);
                case Operation.Remove(ManagedFile file) -> remove(file);
                default -> throw new IllegalArgumentException("not of files: " + operation);
            }
        } catch (ErrnoException e) {
            throw new KernelException(
                    e.error().symbol(), "write " + location(operation) + ": " + OpenedFile.words(e), e);
        } catch (UncheckedIOException e) {
            throw new KernelException("EIO", "write " + location(operation) + ": " + e.getMessage(), e);
        }
    }

    private static FileLocation location(Operation operation) {
        return ((ManagedFile) operation.resource()).location();
    }

    private static void write(ManagedFile file, @Nullable ManagedFile before, Owner owner) {
        FileLocation location = file.location();
        try (OpenedFile opened = OpenedFile.find(location)) {
            if (opened == null) {
                if (before != null) {
                    throw missing(file);
                }
                create(file, FileText.with(file, null, "", owner));
                return;
            }
            Journal journal = Journal.of(location, opened);
            String leftOver = journal.leftOver();
            String present = leftOver == null ? opened.read() : leftOver;
            FileText.Part part = FileText.find(file.role(), present, Set.of(owner.stack()));
            if (before == null && part != null) {
                throw new KernelException("EEXIST", "write " + location + ": File exists (EEXIST)");
            } else if (before != null && part == null) {
                throw missing(file);
            }
            // Lines that nobody cares for stay as they are.
            ManagedFile full = file.lines() == null && part != null
                    ? new ManagedFile(file.role(), location, file.netns(), part.lines())
                    : file;
            overwrite(opened, journal, FileText.with(full, before, present, owner));
        }
    }

    private static void overwrite(OpenedFile opened, Journal journal, String text) {
        journal.write(text);
        opened.overwrite(text);
        journal.remove();
    }

    private static void create(ManagedFile file, String text) {
        FileLocation location = file.location();
        int mode = file.role() == Role.ENVIRONMENT ? PRIVATE : PUBLIC;
        int slash = location.relative().lastIndexOf('/');
        String parent = slash < 0 ? "." : location.relative().substring(0, slash);
        if (NetnsDirectory.make(directory(location), location.relative(), text, mode)) {
            return;
        }
        if (isOurs(location)) {
            try {
                Files.createDirectories(directory(location));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try (Fd root = Fd.open(location.trusted(), OpenFlags.PATH | OpenFlags.DIRECTORY);
                Fd directory = root.openInRoot(parent, OpenFlags.PATH | OpenFlags.DIRECTORY, 0)) {
            WholeFile.write(Path.of(directory.path(), location.relative().substring(slash + 1)), text, mode);
        }
    }

    private static void remove(ManagedFile file) {
        FileLocation location = file.location();
        try (OpenedFile opened = OpenedFile.find(location)) {
            if (opened == null) {
                throw missing(file);
            }
            Journal journal = Journal.of(location, opened);
            String leftOver = journal.leftOver();
            String present = leftOver == null ? opened.read() : leftOver;
            if (FileText.find(file.role(), present, Set.of()) == null) {
                throw missing(file);
            }
            String rest = FileText.without(file, present);
            if (rest.isEmpty() && isOurs(location)) {
                journal.remove();
                if (NetnsDirectory.remove(directory(location), location.relative())) {
                    return;
                }
                delete(Path.of(location.path()));
            } else {
                overwrite(opened, journal, rest);
            }
            journal.remove();
        }
        if (location.trusted().startsWith(RunDirectory.PATH.toString())) {
            RunDirectory.prune(directory(location));
        } else {
            NetnsDirectory.removeEmpty(directory(location));
        }
    }

    /** Directories that nobody but jnetctl has a use for. */
    private static boolean isOurs(FileLocation location) {
        return location.trusted().startsWith("/etc/netns/")
                || location.trusted().startsWith(RunDirectory.PATH.toString());
    }

    private static Path directory(FileLocation location) {
        return Objects.requireNonNull(Path.of(location.path()).getParent());
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KernelException missing(ManagedFile file) {
        return new KernelException("ENOENT", "write " + file.location() + ": No such file or directory (ENOENT)");
    }
}
