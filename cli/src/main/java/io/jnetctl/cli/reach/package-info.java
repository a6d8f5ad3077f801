/** What {@code can} and {@code exposed} take and print: {@link io.jnetctl.cli.reach.PartyText} reads who is meant, the others tell an answer. */
@NullMarked
package io.jnetctl.cli.reach;

import org.jspecify.annotations.NullMarked;
