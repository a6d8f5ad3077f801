/**
 * The bytes of netlink: headers, attributes, and lists of them, as linux/netlink.h lays them out. Knows no sockets and no families.
 *
 * <p>Fields are in the machine's byte order, but for the few that the kernel's headers declare {@code __be}. Attributes are
 * written and read with nesting by lambda:
 *
 * <pre>{@code
 * writer.attribute(IFLA_LINKINFO, info -> info.stringAttribute(IFLA_INFO_KIND, "bridge"));
 *
 * reader.attributes((type, value) -> {
 *     switch (type) {
 *         case IFLA_IFNAME -> name = value.string();
 *         default -> value.skip();
 *     }
 * });
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel.linux.wire;

import org.jspecify.annotations.NullMarked;
