@NullMarked
package io.jnetctl.reconciler.reach;

import org.jspecify.annotations.NullMarked;
