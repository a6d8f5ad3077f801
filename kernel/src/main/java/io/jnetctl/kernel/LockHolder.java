package io.jnetctl.kernel;

/**
 * Who is changing a host.
 *
 * @param pid the process, as it numbers itself
 * @param command its command line, for people
 * @param user on whose behalf it runs
 */
public record LockHolder(long pid, String command, String user) {}
