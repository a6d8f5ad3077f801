/**
 * Connection tracking through netlink: what is tracked, and the end of it.
 *
 * <pre>{@code
 * Connections connections = new Connections(socket);
 * connections.end(connections.list(Family.V4).stream().filter(stale).toList());
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel.linux.conntrack;

import org.jspecify.annotations.NullMarked;
