package io.jnetctl.reconciler.journal;

import io.jnetctl.kernel.LockHolder;

/**
 * One process that carries out a plan.
 *
 * @param holder who it is
 * @param direction that of its plan
 * @param steps how many its plan has
 * @param begun when, in milliseconds of the journal's clock
 */
public record Run(LockHolder holder, Direction direction, int steps, long begun) {}
