/**
 * What is wrong with a manifest, where, and what to do about it: {@code error: stack.yaml:3:7: unknown
 * key "subnt"} with the line, a caret and a hint.
 */
@NullMarked
package io.jnetctl.schema.diagnostic;

import org.jspecify.annotations.NullMarked;
