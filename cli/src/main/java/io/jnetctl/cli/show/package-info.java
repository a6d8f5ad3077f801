/**
 * What a host has, told from an observation alone: no manifest is needed to see, to enter or to name what jnetctl made. An {@link
 * io.jnetctl.cli.show.Inventory} regroups the resources by stack, network and container.
 */
@NullMarked
package io.jnetctl.cli.show;

import org.jspecify.annotations.NullMarked;
