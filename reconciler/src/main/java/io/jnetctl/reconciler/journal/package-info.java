/**
 * What is noted of an apply or a destroy before its first step, so that others can finish it or take it back: {@link
 * io.jnetctl.reconciler.journal.Undertaken}, a record all the way down.
 *
 * <pre>{@code
 * Undertaken undertaken = Undertaken.begin(run, new Aim.Apply(manifest, targets), proposal);
 * kernel.journal().write(Artefact.JOURNAL.write(version, undertaken));
 * Executor.execute(proposal.plan(), kernel, Progress.NONE); // killed
 * ...
 * Proposal back = undertaken.back(kernel); // or undertaken.forward(kernel)
 * }</pre>
 */
@NullMarked
package io.jnetctl.reconciler.journal;

import org.jspecify.annotations.NullMarked;
