package io.jnetctl.schema.read;

import io.jnetctl.schema.Attachment;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Defaults;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A document of jnetctl's own format. */
final class StackReader {
    static final String API_VERSION = "jnetctl/v1";

    private static final class Draft {
        @Nullable String stack;

        Defaults defaults = Defaults.STANDARD;
        List<Network> networks = List.of();
        List<Container> containers = List.of();
    }

    private static final Shape<Draft> SHAPE = new Shape<Draft>("a manifest")
            .required("apiVersion", Values.parsed(StackReader::apiVersion), (d, v) -> {})
            .required("stack", Names.STACK_NAME, (d, v) -> d.stack = v)
            .elsewhere("name", "stack")
            .key("defaults", new DefaultsReader(), (d, v) -> d.defaults = v)
            .key("networks", NamedEntries.of("networks", Names::object, new NetworkReader()), (d, v) -> d.networks = v)
            .key(
                    "containers",
                    NamedEntries.of("containers", Names::object, new ContainerReader()),
                    (d, v) -> d.containers = v);

    /** The stack, or nothing when not even its name could be read. */
    Optional<Stack> read(Mapping document, Reading in) {
        Draft draft = new Draft();
        SHAPE.read(document, draft, in);
        String name = draft.stack;
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(new Stack(
                name,
                draft.defaults,
                withPredefinedBridge(draft.networks, draft.containers),
                draft.containers,
                document.entry("stack").map(YamlNode.Entry::pos).orElse(document.pos())));
    }

    private static List<Network> withPredefinedBridge(List<Network> declared, List<Container> containers) {
        if (declared.stream().anyMatch(n -> n.name().equals(Network.PREDEFINED_BRIDGE))) {
            return declared;
        }
        List<Network> networks = new ArrayList<>(declared);
        containers.stream()
                .flatMap(c -> c.attachment(Network.PREDEFINED_BRIDGE).stream())
                .map(Attachment::pos)
                .findFirst()
                .ifPresent(pos -> networks.add(Network.plain(Network.PREDEFINED_BRIDGE, pos)));
        return networks;
    }

    private static String apiVersion(String text) {
        if (!text.equals(API_VERSION)) {
            throw new IllegalArgumentException(
                    "apiVersion " + Quoted.of(text) + " is not known: expected " + API_VERSION);
        }
        return text;
    }
}
