/**
 * The kinds of things that jnetctl makes in a kernel, one record each, and what the kernel does to one when another goes.
 *
 * <p>A record's components are its identity, which make its {@link Key}, and its attributes, which its {@link Kind} lists once for
 * everyone: differ, renderers, JSON and tests. An attribute that is null in a desired resource means "do not care".
 */
@NullMarked
package io.jnetctl.kernel.resource;

import org.jspecify.annotations.NullMarked;
