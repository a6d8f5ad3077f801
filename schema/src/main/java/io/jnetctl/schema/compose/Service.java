package io.jnetctl.schema.compose;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.List;
import java.util.Optional;

/**
 * A service with what it says of networks, all it extends merged in.
 *
 * @param settings in the forms that {@link ServiceSource} makes
 */
record Service(String name, SourcePos pos, Mapping settings) {
    Optional<Entry> entry(String key) {
        return settings.entry(key).filter(e -> !e.tag().equals(Entry.RESET));
    }

    Optional<YamlNode> value(String key) {
        return entry(key).map(Entry::value).filter(value -> !Nodes.isNothing(value));
    }

    List<YamlNode> elements(String key) {
        return value(key).map(Nodes::elements).orElse(List.of());
    }

    /** What the container is called in the stack. */
    String container() {
        return value("container_name").flatMap(Nodes::textOf).orElse(name);
    }

    List<String> profiles() {
        return elements("profiles").stream()
                .flatMap(p -> Nodes.textOf(p).stream())
                .toList();
    }
}
