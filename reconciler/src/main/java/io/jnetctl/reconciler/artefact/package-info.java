/**
 * What outlives a run of jnetctl as a file: a {@link io.jnetctl.reconciler.artefact.Snapshot} of a host, which stands for its kernel
 * wherever plans are made, and a {@link io.jnetctl.reconciler.artefact.SavedPlan}, which is applied as long as the host is as it was.
 * Both are records all the way down, and {@link io.jnetctl.reconciler.artefact.RecordWriter} and {@link
 * io.jnetctl.reconciler.artefact.RecordReader} know records only, so that a new kind of resource, a new attribute or a new fact needs
 * nothing here:
 *
 * <pre>{@code
 * Snapshot snapshot = Snapshot.take(Optional.of(manifest), kernel);
 * Artefact.write(Artefact.SNAPSHOT, version, snapshot);
 * ...
 * Proposal proposal = Reconciler.propose(manifest, new SnapshotKernel(snapshot));
 * }</pre>
 */
@NullMarked
package io.jnetctl.reconciler.artefact;

import org.jspecify.annotations.NullMarked;
