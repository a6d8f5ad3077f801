/**
 * Decides what the kernel shall have: which subnets, addresses, names, link variables and rules follow from a manifest on a host as it was
 * observed. Pure: the same manifest and observation always give the same {@link io.jnetctl.reconciler.Desired}.
 */
@NullMarked
package io.jnetctl.reconciler.resolve;

import org.jspecify.annotations.NullMarked;
