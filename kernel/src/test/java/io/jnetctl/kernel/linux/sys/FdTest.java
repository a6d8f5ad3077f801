package io.jnetctl.kernel.linux.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FdTest {
    @TempDir
    private Path directory;

    @Test
    void whatIsWrittenIsRead() {
        String path = directory.resolve("hosts").toString();
        byte[] content = "10.0.0.5\tweb\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        try (Fd file = Fd.open(path, OpenFlags.WRONLY | OpenFlags.CREAT | OpenFlags.EXCL, 0600)) {
            file.write(content);
            file.sync();
        }
        try (Fd file = Fd.open(path, OpenFlags.RDWR)) {
            assertEquals(content.length, file.readAll().length);
            file.truncate(3);
        }
        try (Fd file = Fd.open(path, OpenFlags.RDONLY)) {
            assertEquals("10.", new String(file.readAll(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aRefusalNamesTheFileAndTheReason() {
        ErrnoException refusal = assertThrows(ErrnoException.class, () -> Fd.open("/nowhere/at/all", OpenFlags.RDONLY));
        assertEquals(Errno.ENOENT, refusal.error());
        assertEquals("ENOENT", refusal.errno());
        assertEquals("open /nowhere/at/all: No such file or directory (ENOENT)", refusal.getMessage());
    }

    @Test
    void noLinkLeadsOutOfATrustedDirectory() throws IOException {
        Path root = Files.createDirectory(directory.resolve("root"));
        Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("file"), Path.of("../secret"));
        Files.createSymbolicLink(root.resolve("folder"), Path.of(".."));
        try (Fd trusted = Fd.open(root.toString(), OpenFlags.PATH | OpenFlags.DIRECTORY)) {
            assertEquals(Errno.ELOOP, refusal(trusted, "file"));
            assertEquals(Errno.ELOOP, refusal(trusted, "folder/secret"));
            assertEquals(Errno.EXDEV, refusal(trusted, "../secret"));
            assertEquals(Errno.EXDEV, refusal(trusted, "/etc/hosts"));
        }
    }

    @Test
    void inARootLinksAreFollowedButEndInIt() throws IOException {
        Path root = directory.resolve("root");
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/real"), "inside");
        Files.createSymbolicLink(root.resolve("etc/hosts"), Path.of("/etc/real"));
        Files.createSymbolicLink(root.resolve("etc/out"), Path.of("../../../../etc/real"));
        try (Fd trusted = Fd.open(root.toString(), OpenFlags.PATH | OpenFlags.DIRECTORY);
                Fd hosts = trusted.openInRoot("etc/hosts", OpenFlags.RDONLY, 0);
                Fd out = trusted.openInRoot("/etc/out", OpenFlags.RDONLY, 0)) {
            assertEquals("inside", new String(hosts.readAll(), StandardCharsets.UTF_8));
            assertEquals("inside", new String(out.readAll(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aPathWithANulIsNoPath() {
        assertThrows(IllegalArgumentException.class, () -> Fd.open("/etc/hosts\0/x", OpenFlags.RDONLY));
    }

    @Test
    void aClosedDescriptorHasNoNumber() {
        Fd file = Fd.open("/proc/self/stat", OpenFlags.RDONLY);
        file.close();
        file.close();
        assertThrows(IllegalStateException.class, file::number);
    }

    @Test
    void errnosHaveTheirNames() {
        assertEquals("EOPNOTSUPP", Errno.EOPNOTSUPP.symbol());
        assertEquals("File exists", Errno.EEXIST.text());
        assertEquals("errno 524", new Errno(524).symbol());
    }

    private static Errno refusal(Fd trusted, String path) {
        return assertThrows(ErrnoException.class, () -> trusted.openBeneath(path, OpenFlags.RDONLY, 0))
                .error();
    }
}
