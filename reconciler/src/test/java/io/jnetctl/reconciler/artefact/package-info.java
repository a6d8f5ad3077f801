@NullMarked
package io.jnetctl.reconciler.artefact;

import org.jspecify.annotations.NullMarked;
