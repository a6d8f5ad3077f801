/**
 * The messages of the rtnetlink family, a record each: links, addresses, routes, neighbours and namespace ids.
 *
 * <p>A message is its fixed header and a list of attributes in wire order; each attribute is a record of a sealed interface, and one
 * that this package does not know is kept as {@code Unknown}, byte for byte. What a message can be asked for is on
 * {@link io.jnetctl.kernel.linux.route.RtnetlinkMessage}:
 *
 * <pre>{@code
 * LinkMessage.named("br-front")
 *         .with(new LinkAttribute.Info(List.of(new LinkInfoAttribute.Kind("bridge"))))
 *         .up()
 *         .create();
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel.linux.route;

import org.jspecify.annotations.NullMarked;
