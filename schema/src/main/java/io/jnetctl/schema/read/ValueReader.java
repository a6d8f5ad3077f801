package io.jnetctl.schema.read;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.yaml.YamlNode;
import java.util.Optional;

/** Reads a value from a node, or complains and returns nothing. */
@FunctionalInterface
interface ValueReader<T> {
    Optional<T> read(YamlNode node, Reading in);

    /** The same value, together with its place. */
    default ValueReader<Located<T>> located() {
        return (node, in) -> read(node, in).map(value -> new Located<>(value, node.pos()));
    }

    /** A value and where it was written. */
    record Located<T>(T value, SourcePos pos) {}
}
