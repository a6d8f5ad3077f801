/**
 * iptables(8) and ip6tables(8): what {@code iptables-save} prints becomes a {@link io.jnetctl.kernel.linux.firewall.RuleSet}, and
 * operations upon it become one input of {@code iptables-restore --noflush} a family.
 *
 * <pre>{@code
 * RuleSet rules = SaveText.parse(Family.V4, saved);
 * RestoreScript script = new RestoreScript(rules);
 * script.apply(new Operation.Add(new Chain(Family.V4, "filter", "JNET-FORWARD"), owner));
 * script.text(); // *filter, -N JNET-FORWARD, COMMIT
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel.linux.firewall;

import org.jspecify.annotations.NullMarked;
