@NullMarked
package io.jnetctl.kernel;

import org.jspecify.annotations.NullMarked;
