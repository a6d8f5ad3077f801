package io.jnetctl.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of the distribution that module cli has laid out. */
final class LauncherTest {

    private static final Path LAUNCHER =
            Path.of("../cli/target/jnetctl/bin/jnetctl").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private record Ended(int exit, String out, String err) {}

    @Test
    void printsNothingBesideWhatWasAskedFor() throws Exception {
        var ended = run(LAUNCHER, Path.of(System.getProperty("java.home")), "version");
        assertAll(
                () -> assertEquals(0, ended.exit()),
                () -> assertEquals("", ended.err()),
                () -> assertTrue(ended.out().matches("jnetctl \\S+ \\(Java \\S+\\)\n"), ended.out()));
    }

    @Test
    void startsThroughALinkInAFolderWithSpaces() throws Exception {
        var link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("a b")).resolve("jnetctl"), LAUNCHER);
        assertEquals(
                0,
                run(link, Path.of(System.getProperty("java.home")), "version").exit());
    }

    @Test
    void saysInOneLineThatTheJavaItWasGivenIsTooOld() throws Exception {
        var old = folder.resolve("jdk-17");
        Files.createDirectories(old.resolve("bin"));
        Files.createSymbolicLink(old.resolve("bin/java"), Path.of("/bin/false"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.2\"\nOS_ARCH=\"x86_64\"\n");
        assertEquals(
                new Ended(1, "", "error: JNETCTL_JAVA_HOME (" + old + ") holds no Java 25 or newer\n"),
                run(LAUNCHER, old, "version"));
    }

    /** As before a host without a clock of its own has asked for the time. The Java here does no more than note what it is started for. */
    @Test
    void makesItsCacheOnceWhereTheClockIsBehindTheJars() throws Exception {
        Path jdk = folder.resolve("jdk-25");
        Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                for word; do
                    case $word in -XX:AOTCacheOutput=*) echo cache > "${word#*=}"; echo a cache; exit ;; esac
                done >> "$0.log"
                echo a command >> "$0.log"
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\nOS_ARCH=\"x86_64\"\n");
        Path launcher = Files.createDirectories(folder.resolve("jnetctl/bin")).resolve("jnetctl");
        Files.copy(LAUNCHER, launcher, StandardCopyOption.COPY_ATTRIBUTES);
        Path jar = Files.createFile(
                Files.createDirectory(folder.resolve("jnetctl/lib")).resolve("jnetctl-cli.jar"));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
        assertEquals(0, run(launcher, jdk, "plan").exit());
        assertEquals(0, run(launcher, jdk, "plan").exit());
        assertEquals(List.of("a cache", "a command", "a command"), Files.readAllLines(Path.of(java + ".log")));
    }

    @Test
    void endsWithOneOnAWrongCommandAndShowsNoStackTrace() throws Exception {
        var ended = run(LAUNCHER, Path.of(System.getProperty("java.home")), "no-such-command");
        assertAll(
                () -> assertEquals(1, ended.exit()),
                () -> assertTrue(ended.err().contains("no-such-command"), ended.err()),
                () -> assertTrue(!ended.err().contains("\tat "), ended.err()));
    }

    private Ended run(Path launcher, Path javaHome, String... words) throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var start = new ProcessBuilder(launcher.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        start.command().addAll(List.of(words));
        start.environment().put("JNETCTL_JAVA_HOME", javaHome.toString());
        var exit = start.start().waitFor();
        return new Ended(exit, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
