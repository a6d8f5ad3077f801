/**
 * Who reaches whom, by following packets through a {@link io.jnetctl.kernel.survey.Survey}: routes and links of the sender, bridges,
 * every hook of the host's packet filter in the order in which Linux passes them, and the reply's way back. Nothing is taken from a
 * manifest.
 *
 * <pre>{@code
 * Reachability reachability = Reachability.of(kernel.survey());
 * Answer answer = reachability.ask(Party.container("shop", "web"), Party.container("shop", "db"), Port.parse("5432"));
 * answer.verdict(); // YES, NO or UNCLEAR
 * }</pre>
 */
@NullMarked
package io.jnetctl.reconciler.reach;

import org.jspecify.annotations.NullMarked;
