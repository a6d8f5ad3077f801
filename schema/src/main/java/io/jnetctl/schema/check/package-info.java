/**
 * The rules that hold between the parts of a manifest, and need no kernel: one class a subject, each a
 * function from the manifest to diagnostics.
 */
@NullMarked
package io.jnetctl.schema.check;

import org.jspecify.annotations.NullMarked;
