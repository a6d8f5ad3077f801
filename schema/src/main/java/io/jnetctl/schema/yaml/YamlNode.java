package io.jnetctl.schema.yaml;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Quoted;
import java.util.List;
import java.util.Optional;

/** A value of a YAML document. Aliases share the node of their anchor. */
public sealed interface YamlNode {
    SourcePos pos();

    /** What a message calls it: "a list", "the text "x"". */
    String describe();

    /** The types of YAML 1.2's core schema, without a difference between whole and other numbers. */
    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        NULL
    }

    /**
     * A scalar as written, with quotes and escapes undone.
     *
     * @param kind what it is unquoted; quoted scalars are text
     */
    record Scalar(String text, Kind kind, SourcePos pos) implements YamlNode {
        @Override
        public String describe() {
            return switch (kind) {
                case TEXT -> "the text " + Quoted.of(text);
                case NUMBER -> "the number " + Quoted.visible(text);
                case FLAG -> text;
                case NULL -> "nothing";
            };
        }
    }

    /** A sequence. */
    record Items(List<YamlNode> items, SourcePos pos) implements YamlNode {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /** A mapping with distinct keys, merges (the key {@code <<}) done. */
    record Mapping(List<Entry> entries, SourcePos pos) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<Entry> entry(String key) {
            return entries.stream().filter(e -> e.key().equals(key)).findFirst();
        }

        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /**
     * A key with its value.
     *
     * @param tag how a compose file marks what the value does to an inherited one, {@link #RESET} or
     *     {@link #OVERRIDE}, else empty
     */
    record Entry(String key, SourcePos pos, YamlNode value, String tag) {
        /** The inherited value goes. */
        public static final String RESET = "!reset";

        /** The inherited value is replaced rather than added to. */
        public static final String OVERRIDE = "!override";

        public Entry(String key, SourcePos pos, YamlNode value) {
            this(key, pos, value, "");
        }
    }
}
