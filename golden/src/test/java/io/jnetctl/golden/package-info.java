/** What holds for the project as a whole: its approved outputs, one folder a scenario, and its architecture. */
@NullMarked
package io.jnetctl.golden;

import org.jspecify.annotations.NullMarked;
