@NullMarked
package io.jnetctl.kernel.resource;

import org.jspecify.annotations.NullMarked;
