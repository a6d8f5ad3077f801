package io.jnetctl.kernel.survey;

import io.jnetctl.inet.IpAddress;

/**
 * An address that a namespace answers for on a link (NTF_PROXY of linux/neighbour.h).
 *
 * @param link where it answers
 */
public record ProxiedNeighbour(String link, IpAddress address) {}
