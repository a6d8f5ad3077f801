@NullMarked
package io.jnetctl.cli;

import org.jspecify.annotations.NullMarked;
