/**
 * The real kernel: {@link io.jnetctl.kernel.linux.LinuxKernel} looks and changes through netlink, namespace files, iptables, settings in
 * /proc/sys and managed files, each concern in a package of its own.
 *
 * <pre>{@code
 * try (Kernel kernel = LinuxKernel.open()) {
 *     Observed observed = kernel.observe(scope);
 * }
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel.linux;

import org.jspecify.annotations.NullMarked;
