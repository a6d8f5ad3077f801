/**
 * Compose files as manifests: each document is turned into the tree of a manifest that says the same
 * about networks, every value at the place where it was written, and then read like any other: {@code
 * new ComposeFiles(surroundings, diagnostics).manifest(document)}. Follows the compose specification,
 * github.com/compose-spec/compose-spec.
 */
@NullMarked
package io.jnetctl.schema.compose;

import org.jspecify.annotations.NullMarked;
