package io.jnetctl.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A namespace that others made, found.
 *
 * @param netns where it is
 * @param etc the directory that its processes see as /etc, or null when they see the host's own: then there are no files to
 *     write for it
 */
public record AttachedNetns(Netns netns, @Nullable FileRoot etc) {}
