package io.jnetctl.schema.yaml;

import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settles the keys of a mapping: repeats are errors, and {@code <<} brings in the keys of other mappings
 * that the mapping has not itself, the earlier mapping first (yaml.org/type/merge.html).
 */
final class Merge {
    private static final String KEY = "<<";

    private Merge() {}

    static List<Entry> entries(List<Entry> written, Diagnostics diagnostics) {
        Map<String, Entry> own = new LinkedHashMap<>();
        for (Entry entry : written) {
            Entry first = own.putIfAbsent(entry.key(), entry);
            if (first != null) {
                diagnostics.error(
                        entry.pos(),
                        "duplicate key " + Quoted.of(entry.key()),
                        "it is already on line " + first.pos().line());
            }
        }
        if (!own.containsKey(KEY)) {
            return List.copyOf(own.values());
        }
        Set<String> taken = new HashSet<>(own.keySet());
        Map<String, Entry> merged = new LinkedHashMap<>();
        for (Entry entry : own.values()) {
            if (entry.key().equals(KEY)) {
                for (YamlNode.Mapping source : sources(entry, diagnostics)) {
                    for (Entry inherited : source.entries()) {
                        if (taken.add(inherited.key())) {
                            merged.put(inherited.key(), inherited);
                        }
                    }
                }
            } else {
                merged.put(entry.key(), entry);
            }
        }
        return List.copyOf(merged.values());
    }

    private static List<YamlNode.Mapping> sources(Entry merge, Diagnostics diagnostics) {
        List<YamlNode> nodes = merge.value() instanceof YamlNode.Items items ? items.items() : List.of(merge.value());
        for (YamlNode node : nodes) {
            if (!(node instanceof YamlNode.Mapping)) {
                diagnostics.error(
                        node.pos(),
                        "<< merges mappings, not " + node.describe(),
                        "write <<: *anchor, where the anchor is on a mapping");
            }
        }
        return nodes.stream()
                .filter(YamlNode.Mapping.class::isInstance)
                .map(YamlNode.Mapping.class::cast)
                .toList();
    }
}
