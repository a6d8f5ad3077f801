package io.jnetctl.schema.compose;

import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Items;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the compose specification puts one part over another: mappings by key, lists one after the other,
 * all else replaced; {@code !reset} drops and {@code !override} replaces.
 */
final class ServiceMerge {
    private ServiceMerge() {}

    static Mapping merge(Mapping base, Mapping over) {
        Map<String, Entry> merged = new LinkedHashMap<>();
        base.entries().forEach(entry -> merged.put(entry.key(), entry));
        for (Entry entry : over.entries()) {
            Entry inherited = merged.get(entry.key());
            if (entry.tag().equals(Entry.RESET)) {
                merged.remove(entry.key());
            } else if (inherited == null || entry.tag().equals(Entry.OVERRIDE)) {
                merged.put(entry.key(), entry);
            } else if (!isNull(entry.value())) {
                merged.put(entry.key(), new Entry(entry.key(), entry.pos(), value(inherited.value(), entry.value())));
            }
        }
        return new Mapping(merged.values().stream().toList(), over.pos());
    }

    private static YamlNode value(YamlNode base, YamlNode over) {
        if (base instanceof Mapping baseMapping && over instanceof Mapping overMapping) {
            return merge(baseMapping, overMapping);
        }
        if (base instanceof Items baseItems && over instanceof Items overItems) {
            return new Items(
                    Stream.concat(baseItems.items().stream(), overItems.items().stream())
                            .toList(),
                    over.pos());
        }
        return over;
    }

    private static boolean isNull(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.kind() == YamlNode.Kind.NULL;
    }
}
