package io.jnetctl.cli.watch;

import java.time.Duration;

/**
 * When the host is looked at.
 *
 * @param interval the longest time between two looks, since not all changes make a noise; also between two tries of what does not succeed
 * @param debounce how long it must be quiet after a change before a look
 */
public record Timing(Duration interval, Duration debounce) {}
