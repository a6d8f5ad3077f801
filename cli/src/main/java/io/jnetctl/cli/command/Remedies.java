package io.jnetctl.cli.command;

import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.reconciler.plan.Step;
import java.util.Set;

/** What to do about an errno(3). */
public final class Remedies {
    private static final String PRIVILEGE = "it needs root: run it with sudo, or try `jnetctl sandbox`";

    private Remedies() {}

    /** For a command that could not even look. Tools such as iptables give no errno, only its words. */
    public static String of(KernelException refused) {
        String message = String.valueOf(refused.getMessage());
        boolean forbidden = message.contains("Permission denied") || message.contains("Operation not permitted");
        return refused.errno().isEmpty() && forbidden ? PRIVILEGE : ofCommand(refused.errno());
    }

    private static String ofCommand(String errno) {
        return switch (errno) {
            case "EPERM", "EACCES" -> PRIVILEGE;
            case KernelException.NOT_RECORDED -> "take the snapshot for this manifest: jnetctl snapshot -f FILE";
            case "EROFS" -> "the file system is mounted read-only here: run it on the host itself";
            case "EMFILE", "ENFILE" -> "raise the limit of open files (ulimit -n)";
            case "EOPNOTSUPP", "EAFNOSUPPORT", "ENOSYS", "EPROTONOSUPPORT" ->
                "this kernel lacks a feature or a module: see docs/kernel-rules.md for what is needed";
            default -> "run it again with --debug for more";
        };
    }

    /** For a step of a plan; what was done before it stays. */
    public static String ofStep(Step step, String errno) {
        if (step.operation().resource() instanceof Sysctl
                && Set.of("ENOENT", "EINVAL").contains(errno)) {
            return errno.equals("ENOENT")
                    ? "this kernel has no such setting: correct its name, or load the module it belongs to"
                    : "the setting does not take this value: correct it in the manifest";
        }
        return switch (errno) {
            case "EPERM", "EACCES", "EROFS", "EMFILE", "ENFILE", "EOPNOTSUPP", "EAFNOSUPPORT", "ENOSYS" ->
                ofCommand(errno);
            case "EEXIST", "ENODEV", "ENOENT", "ESRCH", "EBUSY" ->
                "something else changed this host meanwhile: see `jnetctl plan`, then apply again";
            case "ENOSPC", "ENOMEM", "ENOBUFS" -> "free some space or memory, then apply again";
            default -> "see `jnetctl plan` for what is left; apply again goes on from there";
        };
    }
}
