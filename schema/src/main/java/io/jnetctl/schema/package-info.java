@NullMarked
package io.jnetctl.schema;

import org.jspecify.annotations.NullMarked;
