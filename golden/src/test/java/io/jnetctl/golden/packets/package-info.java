/**
 * Who reaches whom, tried with packets on a real kernel: private hosts with containers, and a namespace {@code outside} at the other
 * end of the host's uplink.
 *
 * <pre>{@code
 * PacketHost.run(Iptables.NFT, host -> {
 *     host.apply(manifest);
 *     host.listen(host.container("shop.web"), 80);
 *     host.check(Probe.tcp(host.outside(), "192.0.2.1", 8080).reaches("shop.web"), Probe.tcp(host.outside(), "10.10.0.5", 80).isLost());
 * });
 * }</pre>
 */
@NullMarked
package io.jnetctl.golden.packets;

import org.jspecify.annotations.NullMarked;
