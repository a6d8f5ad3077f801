/** Pages of the documentation that are made from what the code does. */
@NullMarked
package io.jnetctl.golden.page;

import org.jspecify.annotations.NullMarked;
