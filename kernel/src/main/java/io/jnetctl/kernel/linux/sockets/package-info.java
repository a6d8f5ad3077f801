/** The host's sockets: which ports something listens at already, and which process it is. */
@NullMarked
package io.jnetctl.kernel.linux.sockets;

import org.jspecify.annotations.NullMarked;
