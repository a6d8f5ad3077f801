/** Settings in /proc/sys/net, and records of what those that jnetctl changed were before. */
@NullMarked
package io.jnetctl.kernel.linux.sysctl;

import org.jspecify.annotations.NullMarked;
