@NullMarked
package io.jnetctl.reconciler.drift;

import org.jspecify.annotations.NullMarked;
