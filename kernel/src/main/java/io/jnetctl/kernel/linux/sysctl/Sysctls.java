package io.jnetctl.kernel.linux.sysctl;

import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope.SysctlName;
import io.jnetctl.kernel.linux.Refusal;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import io.jnetctl.kernel.resource.Sysctl;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Reads and changes settings; {@code /proc/sys/net} is that of the namespace whose thread opens it. */
public final class Sysctls {
    private final OpenNamespaces namespaces;

    public Sysctls(OpenNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    /** The setting, owned where jnetctl has changed it; nothing where the kernel has no such setting. */
    public Optional<Observed.Entry> observe(SysctlName which) {
        Sysctl sysctl = new Sysctl(which.netns(), which.name(), null);
        try {
            String value = in(sysctl, () -> read(which.name()));
            Owner owner = SysctlRecord.find(which.netns(), which.name())
                    .map(SysctlRecord::owner)
                    .orElse(null);
            return Optional.of(new Observed.Entry(new Sysctl(which.netns(), which.name(), value), owner));
        } catch (ErrnoException e) {
            if (e.error().equals(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw Refusal.of(sysctl, e);
        }
    }

    /** The settings of some namespaces that jnetctl has changed. */
    public static Set<SysctlName> changed(Collection<Netns> among) {
        Set<SysctlName> changed = new LinkedHashSet<>();
        Set<String> recorded = SysctlRecord.namespaces();
        for (Netns netns : among) {
            if (recorded.contains(netns.name())) {
                SysctlRecord.names(netns).forEach(name -> changed.add(new SysctlName(netns, name)));
            }
        }
        return changed;
    }

    /** @throws KernelException with ENOENT for a setting that the kernel does not have */
    public void execute(Operation operation) {
        if (!(operation.resource() instanceof Sysctl sysctl)) {
            throw new IllegalArgumentException("not a setting: " + operation);
        }
        try {
            switch (operation) {
                case Operation.Add add -> change(sysctl, add.owner());
                case Operation.Update update -> change(sysctl, update.owner());
                case Operation.Remove remove -> restore(sysctl);
            }
        } catch (ErrnoException e) {
            throw Refusal.of(sysctl, e);
        } catch (UncheckedIOException e) {
            throw new KernelException("EIO", "sysctl " + sysctl.label() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Sets a setting of something that jnetctl has just made, so that there is nothing from before to put back. Nothing is done where the
     * kernel has no such setting.
     *
     * @throws ErrnoException when the kernel refuses the value
     */
    public void initialize(Netns netns, String name, String value) {
        try {
            set(new Sysctl(netns, name, value), value);
        } catch (ErrnoException e) {
            if (!e.error().equals(Errno.ENOENT)) {
                throw e;
            }
        }
    }

    /** Drops the records of a namespace whose settings are gone. */
    public static void forget(Netns netns) {
        SysctlRecord.deleteAll(netns);
    }

    /** Drops the records of the host's settings that are gone, with their links. */
    public static void tidy() {
        for (String name : SysctlRecord.names(Netns.HOST)) {
            if (!Files.exists(Path.of(path(name)))) {
                SysctlRecord.delete(Netns.HOST, name);
            }
        }
    }

    /** Drops the records of a link's settings, which are gone with the link. */
    public static void forgetLink(Netns netns, String link) {
        SysctlRecord.deleteOfLink(netns, link);
    }

    private void change(Sysctl sysctl, Owner owner) {
        String value = sysctl.value();
        if (value == null) {
            return;
        }
        String before = in(sysctl, () -> read(sysctl.name()));
        Optional<SysctlRecord> known = SysctlRecord.find(sysctl.netns(), sysctl.name());
        if (known.isEmpty() || !known.get().owner().equals(owner)) {
            new SysctlRecord(owner, known.map(SysctlRecord::before).orElse(before))
                    .write(sysctl.netns(), sysctl.name());
        }
        try {
            set(sysctl, value);
        } catch (ErrnoException e) {
            undoRecord(sysctl, known);
            throw e;
        }
    }

    private static void undoRecord(Sysctl sysctl, Optional<SysctlRecord> before) {
        if (before.isPresent()) {
            before.get().write(sysctl.netns(), sysctl.name());
        } else {
            SysctlRecord.delete(sysctl.netns(), sysctl.name());
        }
    }

    private void restore(Sysctl sysctl) {
        Optional<SysctlRecord> known = SysctlRecord.find(sysctl.netns(), sysctl.name());
        if (known.isEmpty()) {
            throw Refusal.of(sysctl, "ENOENT", "there is no value from before to put back");
        }
        set(sysctl, known.get().before());
        SysctlRecord.delete(sysctl.netns(), sysctl.name());
    }

    private void set(Sysctl sysctl, String value) {
        in(sysctl, () -> {
            try (Fd file = Fd.open(path(sysctl.name()), OpenFlags.WRONLY)) {
                file.write((value + "\n").getBytes(StandardCharsets.UTF_8));
                return value;
            }
        });
    }

    private <T> T in(Sysctl sysctl, Callable<T> body) {
        try {
            return namespaces.callIn(sysctl.netns(), body);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String name) {
        try (Fd file = Fd.open(path(name), OpenFlags.RDONLY)) {
            return new String(file.readAll(), StandardCharsets.UTF_8).strip();
        }
    }

    /** Of its file. Dots part the name's components, and a slash stands for a dot in one: see sysctl.d(5). */
    public static String path(String name) {
        StringBuilder path = new StringBuilder("/proc/sys/");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            path.append(c == '.' ? '/' : c == '/' ? '.' : c);
        }
        return path.toString();
    }
}
