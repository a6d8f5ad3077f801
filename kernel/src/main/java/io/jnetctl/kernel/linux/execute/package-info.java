/**
 * Changes, one class a kind. Each leaves a thing either made and marked, or not made, or made and marked by its group alone: what an
 * observation then shows as half-made.
 */
@NullMarked
package io.jnetctl.kernel.linux.execute;

import org.jspecify.annotations.NullMarked;
