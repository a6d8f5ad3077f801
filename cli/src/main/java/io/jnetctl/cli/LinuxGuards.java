package io.jnetctl.cli;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.host.Guards;
import io.jnetctl.kernel.linux.files.RunDirectory;
import io.jnetctl.kernel.linux.sys.Sessions;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Guards by the launcher of this installation. They hold nothing of who starts them: no terminal, no directory, no descriptor. What
 * they say is in /run/jnetctl/guard.log.
 */
final class LinuxGuards implements Guards {
    private static final Path LOG = RunDirectory.own("guard.log");

    /** Where it is written to: standard error. */
    private static final Path OWN_LOG = Path.of("/proc/self/fd/2");

    /** Many times what a start takes that has to make its ahead-of-time cache first. */
    private static final long MAX_SECONDS_TO_START = 120;

    /** Of /proc/PID/stat (proc_pid_stat(5)), behind the name: the state is its first, the time of the start its 20th field. */
    private static final int STATE = 0;

    private static final int START_TIME = 19;

    private final Optional<Path> launcherDirectory;

    LinuxGuards(Optional<Path> launcherDirectory) {
        this.launcherDirectory = launcherDirectory;
    }

    @Override
    public String start() {
        Path launcher = launcherDirectory
                .map(directory -> directory.resolve("jnetctl"))
                .orElseThrow(() -> new Failure(
                        "nothing was changed: who would take it back is started by the jnetctl launcher",
                        "start it by bin/jnetctl"));
        try {
            Process process = new ProcessBuilder(List.of(launcher.toString(), "guard"))
                    .directory(new File("/"))
                    .redirectInput(new File("/dev/null"))
                    .redirectError(ProcessBuilder.Redirect.appendTo(freshLog().toFile()))
                    .start();
            if (!isReady(process)) {
                process.destroyForcibly();
                throw new Failure("nothing was changed: who would take it back did not start", lastWords());
            }
            return identity(process.pid());
        } catch (IOException e) {
            throw new Failure(
                    "nothing was changed: who would take it back could not be started: " + e.getMessage(), null);
        }
    }

    private static Path freshLog() throws IOException {
        Files.deleteIfExists(LOG);
        Files.newByteChannel(
                        LOG,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                .close();
        return LOG;
    }

    private static boolean isReady(Process process) {
        CompletableFuture<Boolean> ready = CompletableFuture.supplyAsync(() -> saysReady(process));
        try {
            return ready.get(MAX_SECONDS_TO_START, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private static boolean saysReady(Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            return READY.equals(lines.readLine());
        } catch (IOException e) {
            return false;
        }
    }

    private static String lastWords() throws IOException {
        String log = Files.readString(LOG).strip();
        return log.isEmpty() ? "it said nothing" : "it said: " + log;
    }

    @Override
    public boolean isAlive(String guard) {
        try {
            String[] words = guard.split(" ", 2);
            return guard.equals(identity(Long.parseLong(words[0])));
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    /** A number that is given out again later has another time. One that has ended and was not waited for is nobody. */
    private static String identity(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", START_TIME + 2);
        if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
            throw new NoSuchFileException(stat);
        }
        return pid + " " + fields[START_TIME];
    }

    @Override
    public void becomeOne() {
        Sessions.begin();
    }

    /** Its log may be that of the next one by now. */
    @Override
    public void leave() {
        try {
            if (Files.isSameFile(OWN_LOG, LOG) && Files.size(LOG) == 0) {
                Files.delete(LOG);
                RunDirectory.prune(RunDirectory.PATH);
            }
        } catch (NoSuchFileException e) {
            // Another has removed it.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
