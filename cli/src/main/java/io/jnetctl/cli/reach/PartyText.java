package io.jnetctl.cli.reach;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.reconciler.reach.Party;
import io.jnetctl.schema.diagnostic.Closest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is meant, and which port: {@code web}, {@code shop/web:80}, {@code host:53/udp}, {@code outside}, {@code 10.0.0.5:80},
 * {@code fd00::5} or {@code [fd00::5]:80}.
 *
 * @param port null where none is given
 */
public record PartyText(Party party, @Nullable Port port) {
    private static final String HOST = "host";
    private static final String OUTSIDE = "outside";

    /**
     * Reads one.
     *
     * @param containers that there are
     * @throws Failure when it names nobody, or no port
     */
    public static PartyText parse(String text, Set<Party.Container> containers) {
        String name = text;
        Port port = null;
        int colon = text.startsWith("[") ? text.indexOf("]:") + 1 : text.indexOf(':');
        boolean bareV6 = !text.startsWith("[") && colon >= 0 && text.indexOf(':', colon + 1) >= 0;
        if (colon > 0 && !bareV6) {
            name = text.substring(0, colon);
            try {
                port = Port.parse(text.substring(colon + 1));
            } catch (IllegalArgumentException e) {
                throw new Failure(String.valueOf(e.getMessage()), "write NAME:PORT or NAME:PORT/udp");
            }
        }
        return new PartyText(party(name, containers), port);
    }

    private static Party party(String name, Set<Party.Container> containers) {
        if (name.equals(HOST)) {
            return new Party.Host();
        } else if (name.equals(OUTSIDE)) {
            return new Party.Outside();
        }
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        String address = bracketed ? name.substring(1, name.length() - 1) : name;
        return IpAddress.tryParse(address)
                .<Party>map(Party.AddressOf::new)
                .orElseGet(() -> container(name, containers));
    }

    private static Party container(String name, Set<Party.Container> containers) {
        List<Party.Container> meant = containers.stream()
                .filter(each -> each.toString().equals(name) || each.container().equals(name))
                .toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        if (meant.size() > 1) {
            throw new Failure(
                    "there are several containers \"" + name + "\"",
                    "say which: "
                            + meant.stream().map(Party.Container::toString).collect(Collectors.joining(", ")));
        }
        List<String> known = containers.stream()
                .map(each -> name.indexOf('/') < 0 ? each.container() : each.toString())
                .toList();
        throw new Failure(
                "no container \"" + name + "\" on this host",
                Closest.hint(name, known).orElse("name one as STACK/CONTAINER, or write host, outside or an address"));
    }
}
