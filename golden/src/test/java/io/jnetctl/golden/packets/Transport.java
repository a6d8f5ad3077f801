package io.jnetctl.golden.packets;

/** What a probe sends. */
public enum Transport {
    TCP,
    UDP,
    /** An echo request of ICMP or ICMPv6. */
    PING
}
