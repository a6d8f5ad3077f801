/**
 * Flows that the host's connection tracking holds, and which of them a change leaves behind: they would go on as before the change,
 * because rules are asked about the first packet of a flow only.
 *
 * <pre>{@code
 * Set<FlowPattern> stale = FlowChanges.of(operations, lost).stale();
 * new FlowFilter(stale, addressesOfTheHost).test(flow);
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel.flow;

import org.jspecify.annotations.NullMarked;
