/**
 * From files to a manifest: one reader a section, each a table of keys with a reading function: {@code
 * ManifestReader.read(List.of("stack.yaml"), Surroundings.none(), System.in)}.
 */
@NullMarked
package io.jnetctl.schema.read;

import org.jspecify.annotations.NullMarked;
