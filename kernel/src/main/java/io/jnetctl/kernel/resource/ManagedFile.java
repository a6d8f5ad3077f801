package io.jnetctl.kernel.resource;

import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file, or the marked block in one, whose lines jnetctl keeps. In {@link Role#HOSTS} and {@link Role#RESOLV_CONF} files the block stands
 * between two comment lines that name the owner, and text outside them is the user's; an {@link Role#ENVIRONMENT} file is ours whole.
 *
 * @param role what the file is for
 * @param location where it is
 * @param netns the namespace whose file it is, by name
 * @param lines the block's, without the marks; each without a line break
 */
public record ManagedFile(
        Role role,
        FileLocation location,
        String netns,
        @Nullable List<String> lines) implements Resource {
    public static final Kind<ManagedFile> HOSTS = kindOf("hosts");
    public static final Kind<ManagedFile> RESOLV_CONF = kindOf("resolv_conf");
    public static final Kind<ManagedFile> ENVIRONMENT = kindOf("environment");

    /** What a file is for. */
    public enum Role {
        /** hosts(5). */
        HOSTS,
        /** resolv.conf(5). */
        RESOLV_CONF,
        /** Link variables as systemd's EnvironmentFile= and docker's --env-file read them. */
        ENVIRONMENT
    }

    public ManagedFile {
        if (lines != null) {
            lines = List.copyOf(lines);
            for (String line : lines) {
                if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0 || line.indexOf('\0') >= 0) {
                    throw new IllegalArgumentException("a line holds a line break: " + line);
                }
            }
        }
    }

    private static Kind<ManagedFile> kindOf(String name) {
        return Kind.of(name, ManagedFile.class)
                .identity("role", "location", "netns")
                .update("lines", "lines", ManagedFile::lines, Disruption.NONE)
                .marked()
                .build();
    }

    @Override
    public Kind<ManagedFile> kind() {
        return switch (role) {
            case HOSTS -> HOSTS;
            case RESOLV_CONF -> RESOLV_CONF;
            case ENVIRONMENT -> ENVIRONMENT;
        };
    }

    @Override
    public Key key() {
        return kind().key(location.path());
    }

    @Override
    public String label() {
        return netns;
    }

    @Override
    public List<Requirement> requires() {
        return List.of(new Requirement(Slot.netns(netns), WhenGone.KEEP));
    }
}
