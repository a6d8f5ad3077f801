package io.jnetctl.kernel.linux.sysctl;

import io.jnetctl.kernel.InterfaceName;
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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes settings; {@code /proc/sys/net} is that of the namespace whose thread opens it. The record of a link's setting is filed
 * under the link's index: setting and record stay the link's when somebody gives it another name.
 */
public final class Sysctls {
    private static final Pattern FILED = Pattern.compile("(net\\.[^#]+\\.)#([0-9]{1,10})(\\.[^#]+)");

    private final OpenNamespaces namespaces;

    public Sysctls(OpenNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    /** The setting, owned where jnetctl has changed it; nothing where the kernel has no such setting. */
    public Optional<Observed.Entry> observe(SysctlName which) {
        return read(which).map(value -> {
            Sysctl sysctl = new Sysctl(which.netns(), which.name(), value);
            Owner owner = SysctlRecord.find(which.netns(), filed(sysctl))
                    .map(SysctlRecord::owner)
                    .orElse(null);
            return new Observed.Entry(sysctl, owner);
        });
    }

    /** Its value; nothing where the kernel has no such setting. */
    public Optional<String> read(SysctlName which) {
        Sysctl sysctl = new Sysctl(which.netns(), which.name(), null);
        try {
            return Optional.of(in(sysctl, () -> read(which.name())));
        } catch (ErrnoException e) {
            if (e.error().equals(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw Refusal.of(sysctl, e);
        }
    }

    /** The names of the namespaces of which jnetctl has changed settings. */
    public static Set<String> changedNamespaces() {
        return SysctlRecord.namespaces();
    }

    /**
     * The settings of a namespace that jnetctl has changed.
     *
     * @param linkName the name that the link of an index has now, null for one that is gone
     */
    public static Set<SysctlName> changed(Netns netns, IntFunction<@Nullable String> linkName) {
        Set<SysctlName> changed = new LinkedHashSet<>();
        for (String filed : SysctlRecord.names(netns)) {
            Matcher ofALink = FILED.matcher(filed);
            String link = ofALink.matches() ? linkName.apply(index(ofALink)) : null;
            if (!ofALink.matches()) {
                changed.add(new SysctlName(netns, filed));
            } else if (link != null && InterfaceName.isLegal(link)) {
                changed.add(new SysctlName(netns, ofALink.group(1) + link.replace('.', '/') + ofALink.group(3)));
            }
        }
        return changed;
    }

    private static int index(Matcher filed) {
        return Integer.parseUnsignedInt(filed.group(2));
    }

    /** The name of its record; where the link is not there, one that no record has. */
    private String filed(Sysctl sysctl) {
        Optional<String> link = sysctl.link();
        if (link.isEmpty()) {
            return sysctl.name();
        }
        String component = "." + link.get().replace('.', '/') + ".";
        try {
            int index = namespaces.get(sysctl.netns()).index(link.get());
            return sysctl.name().replace(component, ".#" + index + ".");
        } catch (ErrnoException e) {
            if (e.error().equals(Errno.ENODEV)) {
                return sysctl.name();
            }
            throw e;
        }
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

    /** Drops the records of the host's settings that are gone. */
    public void tidy() {
        forgetGone(Netns.HOST);
        for (String name : SysctlRecord.names(Netns.HOST)) {
            if (!FILED.matcher(name).matches() && !Files.exists(Path.of(path(name)))) {
                SysctlRecord.delete(Netns.HOST, name);
            }
        }
    }

    /** Drops the records of a link's settings, which are gone with the link. */
    public static void forgetLink(Netns netns, int index) {
        for (String filed : SysctlRecord.names(netns)) {
            if (filed.contains(".#" + index + ".")) {
                SysctlRecord.delete(netns, filed);
            }
        }
    }

    /** Drops the records of settings that went with their links. */
    public void forgetGone(Netns netns) {
        Set<Integer> there = null;
        for (String filed : SysctlRecord.names(netns)) {
            Matcher ofALink = FILED.matcher(filed);
            if (ofALink.matches()) {
                there = there == null ? indexes(netns) : there;
                if (!there.contains(index(ofALink))) {
                    SysctlRecord.delete(netns, filed);
                }
            }
        }
    }

    private Set<Integer> indexes(Netns netns) {
        Set<Integer> indexes = new HashSet<>();
        namespaces.get(netns).tables().links().forEach(link -> indexes.add(link.index()));
        return indexes;
    }

    private void change(Sysctl sysctl, Owner owner) {
        String value = sysctl.value();
        if (value == null) {
            return;
        }
        String before = in(sysctl, () -> read(sysctl.name()));
        String filed = filed(sysctl);
        Optional<SysctlRecord> known = SysctlRecord.find(sysctl.netns(), filed);
        if (known.isEmpty() || !known.get().owner().equals(owner)) {
            new SysctlRecord(owner, known.map(SysctlRecord::before).orElse(before)).write(sysctl.netns(), filed);
        }
        try {
            set(sysctl, value);
        } catch (ErrnoException e) {
            undoRecord(sysctl.netns(), filed, known);
            throw e;
        }
    }

    private static void undoRecord(Netns netns, String filed, Optional<SysctlRecord> before) {
        if (before.isPresent()) {
            before.get().write(netns, filed);
        } else {
            SysctlRecord.delete(netns, filed);
        }
    }

    private void restore(Sysctl sysctl) {
        String filed = filed(sysctl);
        Optional<SysctlRecord> known = SysctlRecord.find(sysctl.netns(), filed);
        if (known.isEmpty()) {
            throw Refusal.of(sysctl, "ENOENT", "there is no value from before to put back");
        }
        set(sysctl, known.get().before());
        SysctlRecord.delete(sysctl.netns(), filed);
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
