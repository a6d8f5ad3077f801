/**
 * System calls: the one package that sees jnr-ffi.
 *
 * <p>Everything here speaks in open descriptors ({@link io.jnetctl.kernel.linux.sys.Fd}) and refuses with an
 * {@link io.jnetctl.kernel.linux.sys.ErrnoException} that says which call failed on what and why. No class loads libc before its
 * first call.
 *
 * <pre>{@code
 * try (Fd netns = Fd.open("/run/netns/shop.web", OpenFlags.RDONLY);
 *         NetnsThread thread = NetnsThread.start("observer")) {
 *     thread.callIn(netns, () -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
 * }
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel.linux.sys;

import org.jspecify.annotations.NullMarked;
