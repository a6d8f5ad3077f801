/**
 * What Linux has, as jnetctl sees it: the {@link io.jnetctl.kernel.Kernel} port with its two verbs, observe and execute, and the values
 * that pass through it. An operation is a verb and a resource:
 *
 * <pre>{@code
 * kernel.execute(List.of(new Operation.Add(new Namespace("shop.web", true), new Owner("shop", "web"))));
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel;

import org.jspecify.annotations.NullMarked;
