/**
 * What jnetctl asks of nf_tables itself: which base chains others have, and the deletion of a table that iptables made for it and that
 * nobody uses any more, which iptables has no command for. Rules go through {@code firewall}.
 *
 * <pre>{@code
 * new Nftables(socket).deleteUnused(Family.V4, "nat", Set.of("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"));
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel.linux.nftables;

import org.jspecify.annotations.NullMarked;
