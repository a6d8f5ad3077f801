package io.jnetctl.kernel.resource;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
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
    private static final Pattern OF_A_LINK = Pattern.compile("(net\\.[a-z0-9]+\\.(?:conf|neigh)\\.)([^.]+)(\\..+)");
    private static final Set<String> OF_NO_LINK = Set.of("all", "default", "lo");

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
        List<Requirement> required = new ArrayList<>();
        if (!netns.isHost()) {
            required.add(new Requirement(Slot.netns(netns.name()), WhenGone.CASCADE));
        }
        link().ifPresent(link -> required.add(new Requirement(Slot.link(netns, link), WhenGone.CASCADE)));
        return required;
    }

    /** The link that it is a setting of; empty for one of the whole namespace. */
    public Optional<String> link() {
        Matcher ofALink = OF_A_LINK.matcher(name);
        return ofALink.matches() && !OF_NO_LINK.contains(ofALink.group(2))
                ? Optional.of(ofALink.group(2).replace('/', '.'))
                : Optional.empty();
    }

    /** The same setting of another link. */
    public Sysctl ofLink(String other) {
        String renamed = OF_A_LINK
                .matcher(name)
                .replaceFirst(found -> found.group(1)
                        + Matcher.quoteReplacement(other.replace('.', '/'))
                        + Matcher.quoteReplacement(found.group(3)));
        return new Sysctl(netns, renamed, value);
    }
}
