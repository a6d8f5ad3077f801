@NullMarked
package io.jnetctl.inet;

import org.jspecify.annotations.NullMarked;
