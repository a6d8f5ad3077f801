package io.jnetctl.schema.compose;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Items;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import io.jnetctl.schema.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes from a service as written what a manifest can hold, variables replaced, and brings each setting
 * into one of the forms that the format allows for it, so that settings can be merged.
 */
final class ServiceSource {
    private final Interpolation interpolation;
    private final Complaints complaints;

    ServiceSource(Interpolation interpolation, Complaints complaints) {
        this.interpolation = interpolation;
        this.complaints = complaints;
    }

    Mapping read(Entry service) {
        if (!(service.value() instanceof Mapping mapping)) {
            if (!Nodes.isNothing(service.value())) {
                complaints.wrongType(service.value(), "a mapping with the keys of a service");
            }
            return new Mapping(List.of(), service.pos());
        }
        String what = "service " + Quoted.visible(service.key());
        List<Entry> settings = new ArrayList<>();
        for (Entry entry : mapping.entries()) {
            String hint = ServiceKeys.UNHONOURED.get(entry.key());
            if (ServiceKeys.HONOURED.contains(entry.key())) {
                interpolation.of(entry.value()).ifPresent(value -> settings.add(setting(entry, value)));
            } else if (hint != null) {
                complaints.unhonoured(entry.pos(), entry.key() + " of " + what, hint);
            } else if (!ServiceKeys.IGNORED.contains(entry.key())) {
                complaints.unknown(entry, "a service", ServiceKeys.known());
            }
        }
        return new Mapping(settings, mapping.pos());
    }

    private Entry setting(Entry entry, YamlNode value) {
        String key = entry.key().equals("net") ? "network_mode" : entry.key();
        YamlNode form = switch (key) {
            case "networks" -> byName(value);
            case "environment" -> pairs(value, true);
            case "sysctls" -> pairs(value, false);
            case "extra_hosts" -> extraHosts(value);
            case "dns", "dns_search", "profiles" -> new Items(Nodes.elements(value), value.pos());
            case "env_file" -> envFiles(value);
            case "extends" ->
                Nodes.textOf(value).isPresent()
                        ? new Mapping(List.of(new Entry("service", entry.pos(), value)), value.pos())
                        : value;
            default -> value;
        };
        return new Entry(key, entry.pos(), form, entry.tag());
    }

    /** A list of names as a mapping of them to nothing. */
    private YamlNode byName(YamlNode value) {
        if (!(value instanceof Items list)) {
            return value;
        }
        Map<String, Entry> named = new LinkedHashMap<>();
        for (YamlNode item : list.items()) {
            Optional<String> name = Nodes.textOf(item);
            if (name.isEmpty()) {
                complaints.wrongType(item, "the name of a network");
            } else {
                named.putIfAbsent(name.get(), new Entry(name.get(), item.pos(), Nodes.nothing(item.pos())));
            }
        }
        return new Mapping(List.copyOf(named.values()), value.pos());
    }

    /** A list of {@code NAME=VALUE} as a mapping; a name alone has the value that it has around the file. */
    private YamlNode pairs(YamlNode value, boolean inherit) {
        Map<String, Entry> pairs = new LinkedHashMap<>();
        switch (value) {
            case Mapping mapping -> {
                for (Entry entry : mapping.entries()) {
                    if (entry.value() instanceof Scalar scalar && scalar.kind() == YamlNode.Kind.NULL && inherit) {
                        inherited(entry.key(), entry.pos(), pairs);
                    } else {
                        pairs.put(entry.key(), entry);
                    }
                }
            }
            case Items list -> {
                for (YamlNode item : list.items()) {
                    String text = Nodes.textOf(item).orElse("");
                    int equals = text.indexOf('=');
                    if (text.isEmpty()) {
                        complaints.wrongType(item, "NAME=VALUE");
                    } else if (equals >= 0) {
                        String name = text.substring(0, equals);
                        YamlNode own = Nodes.text(text.substring(equals + 1), item.pos());
                        pairs.put(name, new Entry(name, item.pos(), own));
                    } else if (inherit) {
                        inherited(text, item.pos(), pairs);
                    }
                }
            }
            case Scalar scalar -> {
                return scalar;
            }
        }
        return new Mapping(List.copyOf(pairs.values()), value.pos());
    }

    private void inherited(String name, SourcePos pos, Map<String, Entry> pairs) {
        interpolation
                .variables()
                .get(name)
                .ifPresent(value -> pairs.put(name, new Entry(name, pos, Nodes.text(value, pos))));
    }

    private static YamlNode extraHosts(YamlNode value) {
        if (!(value instanceof Mapping mapping)) {
            return value;
        }
        List<YamlNode> lines = new ArrayList<>();
        for (Entry entry : mapping.entries()) {
            for (YamlNode address : Nodes.elements(entry.value())) {
                lines.add(Nodes.textOf(address)
                        .<YamlNode>map(text -> Nodes.text(entry.key() + "=" + text, entry.pos()))
                        .orElse(address));
            }
        }
        return new Items(lines, value.pos());
    }

    /** Paths, and mappings with {@code path}, as the latter with paths as the user would write them. */
    private static YamlNode envFiles(YamlNode value) {
        List<YamlNode> files = new ArrayList<>();
        for (YamlNode file : Nodes.elements(value)) {
            List<Entry> keys =
                    file instanceof Mapping mapping ? mapping.entries() : List.of(new Entry("path", file.pos(), file));
            files.add(new Mapping(keys.stream().map(ServiceSource::resolved).toList(), file.pos()));
        }
        return new Items(files, value.pos());
    }

    private static Entry resolved(Entry entry) {
        Optional<String> path = entry.key().equals("path") ? Nodes.textOf(entry.value()) : Optional.empty();
        return path.map(text -> new Entry(
                        entry.key(),
                        entry.pos(),
                        Nodes.text(
                                ReferredFiles.beside(entry.value().pos().file(), text),
                                entry.value().pos())))
                .orElse(entry);
    }
}
