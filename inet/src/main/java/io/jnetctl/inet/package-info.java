/**
 * Value types of the network: addresses, prefixes, MAC addresses and ports, parsed strictly and
 * printed canonically. They know nothing of manifests or kernels and do no input or output: {@code
 * Cidr.parse("10.0.0.0/24").contains(IpAddress.parse("10.0.0.5"))}.
 */
@NullMarked
package io.jnetctl.inet;

import org.jspecify.annotations.NullMarked;
