/**
 * Shows a {@link io.jnetctl.reconciler.plan.Plan} to people and programs: text, JSON and Markdown, each a function from plan to text. A
 * kind's own words are in {@link io.jnetctl.cli.render.Details}; JSON needs none, it reads the {@link
 * io.jnetctl.kernel.resource.Kind} tables.
 */
@NullMarked
package io.jnetctl.cli.render;

import org.jspecify.annotations.NullMarked;
