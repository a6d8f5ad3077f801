/**
 * Conversations with the kernel over a netlink socket: netlink(7), linux/netlink.h.
 *
 * <pre>{@code
 * try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.ROUTE)) {
 *     socket.request(LinkMessage.named("br-front").up().change());
 *     List<LinkMessage> links = new RouteTables(socket).links();
 * }
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel.linux.netlink;

import org.jspecify.annotations.NullMarked;
