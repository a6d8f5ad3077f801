/** How plans look. */
@NullMarked
package io.jnetctl.cli.render;

import org.jspecify.annotations.NullMarked;
