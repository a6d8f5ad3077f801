/**
 * The manifest as immutable values: what the user wrote, checked and with its positions in the
 * source, but with nothing chosen yet that was left open (pools, dynamic addresses and ports). A
 * {@code null} component means that the manifest says nothing: {@code
 * manifest.stacks().getFirst().container("web").orElseThrow().publish()}.
 */
@NullMarked
package io.jnetctl.schema;

import org.jspecify.annotations.NullMarked;
