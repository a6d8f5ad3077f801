@NullMarked
package io.jnetctl.reconciler.execute;

import org.jspecify.annotations.NullMarked;
