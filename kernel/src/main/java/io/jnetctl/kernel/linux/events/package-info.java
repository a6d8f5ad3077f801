/**
 * What tells of changes on a host: netlink's groups for links, addresses, routes, settings and rules; inotify(7) for files and for the
 * settings that netlink is silent about.
 *
 * <pre>{@code
 * try (LinuxEvents events = LinuxEvents.open(namespaces, true)) {
 *     Set<Topic> changed = events.await(Duration.ofMinutes(5));
 * }
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel.linux.events;

import org.jspecify.annotations.NullMarked;
