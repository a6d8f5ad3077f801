@NullMarked
package io.jnetctl.reconciler;

import org.jspecify.annotations.NullMarked;
