/**
 * A throw-away host inside this one: a network namespace with nothing in it but lo, and mounts of its own with an empty /run and a
 * writable /etc. {@link io.jnetctl.kernel.linux.host.PrivateHost} is what {@code sandbox} and the tests run in.
 */
@NullMarked
package io.jnetctl.kernel.linux.host;

import org.jspecify.annotations.NullMarked;
