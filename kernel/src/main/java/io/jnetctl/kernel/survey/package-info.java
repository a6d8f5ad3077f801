/**
 * All that decides where a packet goes, whoever made it: links, routes, settings and every rule of the packet filter. Where an {@link
 * io.jnetctl.kernel.Observed} tells what jnetctl manages, a {@link io.jnetctl.kernel.survey.Survey} tells what the kernel would do.
 *
 * <pre>{@code
 * Survey survey = kernel.survey();
 * survey.host().routes();
 * survey.firewall(Family.V4).chain("filter", "FORWARD");
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel.survey;

import org.jspecify.annotations.NullMarked;
