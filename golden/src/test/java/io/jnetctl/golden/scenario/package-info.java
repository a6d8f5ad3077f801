/**
 * Scenarios: a folder each below {@code golden/scenarios}, run through the whole command line over a host in memory, and compared with the
 * approved files beside the inputs. A new scenario needs no code; {@code golden/scenarios/README.md} says what a folder may hold.
 */
@NullMarked
package io.jnetctl.golden.scenario;

import org.jspecify.annotations.NullMarked;
