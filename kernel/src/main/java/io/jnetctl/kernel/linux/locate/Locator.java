package io.jnetctl.kernel.linux.locate;

import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.AttachTarget.Engine;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Finds what a manifest's {@code attach} points at. No process is run for it. */
public final class Locator {
    private static final Path OWN_MOUNTS = Path.of("/proc/thread-self/ns/mnt");

    private final EngineSocket docker;
    private final EngineSocket podman;
    private final Path machines;

    Locator(EngineSocket docker, EngineSocket podman, Path machines) {
        this.docker = docker;
        this.podman = podman;
        this.machines = machines;
    }

    /** Asks the engines where they listen by default. */
    public static Locator ofHost() {
        return new Locator(
                new EngineSocket("Docker", Path.of("/var/run/docker.sock")),
                new EngineSocket("Podman", Path.of("/run/podman/podman.sock")),
                Path.of("/run/systemd/machines"));
    }

    /** @throws KernelException when there is none, saying what to do */
    public AttachedNetns find(AttachTarget target) {
        return switch (target) {
            case AttachTarget.Path path -> byPath(path.path());
            case AttachTarget.Pid pid -> byProcess(pid.pid(), "pid:" + pid.pid(), "process " + pid.pid());
            case AttachTarget.Named(Engine engine, String name) -> byName(engine, name);
        };
    }

    private AttachedNetns byName(Engine engine, String name) {
        return switch (engine) {
            case DOCKER -> byProcess(docker.processOf(name), "docker:" + name, "container " + name + " in Docker");
            case PODMAN -> byProcess(podman.processOf(name), "podman:" + name, "container " + name + " in Podman");
            case MACHINE -> byProcess(leader(name), "machine:" + name, "machine " + name);
        };
    }

    private static AttachedNetns byPath(String path) {
        Path file = Path.of(path);
        if (!Files.exists(file)) {
            throw refusal("ENOENT", "there is no namespace " + path + ": make it first (ip netns add)");
        }
        if (!NetnsFiles.isNamespace(file)) {
            throw refusal(
                    "EINVAL",
                    path + " is not a network namespace: expected one such as /run/netns/NAME or /proc/PID/ns/net");
        }
        String name = String.valueOf(file.getFileName());
        boolean named = path.equals(Netns.DIRECTORY + "/" + name);
        return new AttachedNetns(new Netns(name, path), named ? FileRoot.ofNamed(name) : null);
    }

    private static AttachedNetns byProcess(int pid, String name, String what) {
        Path process = Path.of("/proc/" + pid);
        try {
            Path namespace = process.resolve("ns/net");
            // A link that can be read proves that the process is there and is ours to look into.
            Files.readSymbolicLink(namespace);
            boolean sharesFiles =
                    Files.readSymbolicLink(process.resolve("ns/mnt")).equals(Files.readSymbolicLink(OWN_MOUNTS));
            return new AttachedNetns(
                    new Netns(name, namespace.toString()),
                    sharesFiles ? null : new FileRoot(process.resolve("root").toString(), "etc"));
        } catch (NoSuchFileException e) {
            throw refusal("ESRCH", what + " is not there: is it running?");
        } catch (IOException e) {
            throw refusal("EACCES", what + " cannot be looked into; this needs root");
        }
    }

    /** A file of sd_pid_get_machine_name(3)'s kind: KEY=VALUE lines, written by systemd-machined. */
    private int leader(String name) {
        String key = "LEADER=";
        if (name.indexOf('/') < 0 && !name.startsWith(".")) {
            try {
                for (String line : Files.readAllLines(machines.resolve(name))) {
                    if (line.startsWith(key)) {
                        return Integer.parseInt(line.substring(key.length()).strip());
                    }
                }
            } catch (IOException | NumberFormatException e) {
                throw refusal(
                        "ENOENT", "no machine " + name + " in systemd-machined: is it running? (machinectl list)");
            }
        }
        throw refusal("ENOENT", "no machine " + name + " in systemd-machined: is it running? (machinectl list)");
    }

    private static KernelException refusal(String errno, String message) {
        return new KernelException(errno, message);
    }
}
