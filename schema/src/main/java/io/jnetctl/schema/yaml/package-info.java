/**
 * YAML as a tree of positions and of scalars as written: documents, duplicate keys, anchors, merges and
 * limits are settled here, types and meaning are not: {@code YamlDocuments.read(source, diagnostics)}.
 */
@NullMarked
package io.jnetctl.schema.yaml;

import org.jspecify.annotations.NullMarked;
