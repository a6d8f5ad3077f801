package io.jnetctl.kernel.resource;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kernel setting of a namespace (sysctl(8), Documentation/networking/ip-sysctl.rst). Observed as owned only when jnetctl changed it;
 * removing it puts back the value from before.
 *
 * @param netns whose setting
 * @param name dotted, such as {@code net.ipv4.ip_forward}; an interface's name in it has {@code /} for its dots, as in sysctl.d(5)
 * @param value its text
 */
public record Sysctl(Netns netns, String name, @Nullable String value) implements Resource {
    public static final Kind<Sysctl> KIND = Kind.of("sysctl", Sysctl.class)
            .identity("netns", "name")
            .update("value", "value", Sysctl::value, Disruption.NONE)
            .innate()
            .build();

    private static final Pattern NAME = Pattern.compile("net(\\.[a-zA-Z0-9_][a-zA-Z0-9_/-]*)+");

    public Sysctl {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a network setting: " + name);
        }
    }

    @Override
    public Kind<Sysctl> kind() {
        return KIND;
    }

    @Override
    public Key key() {
        return KIND.key(label());
    }

    @Override
    public String label() {
        return netns.isHost() ? name : netns.name() + " " + name;
    }

    @Override
    public List<Requirement> requires() {
        return netns.isHost() ? List.of() : List.of(new Requirement(Slot.netns(netns.name()), WhenGone.CASCADE));
    }
}
