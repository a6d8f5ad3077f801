package io.jnetctl.kernel.linux.nftables;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The families of nf_tables that see IP packets, by the words of nft(8): NFPROTO_ of linux/netfilter.h, and how hooks are called. */
enum NftFamily {
    INET(1),
    IP(2),
    NETDEV(5),
    BRIDGE(7),
    IP6(10);

    /** NF_INET_ of linux/netfilter.h; NF_BR_ of linux/netfilter_bridge.h begins with the same ones. */
    private static final List<String> OF_IP =
            List.of("prerouting", "input", "forward", "output", "postrouting", "ingress");

    private static final List<String> OF_NETDEV = List.of("ingress", "egress");

    private final int number;

    NftFamily(int number) {
        this.number = number;
    }

    static @Nullable NftFamily of(int number) {
        for (NftFamily family : values()) {
            if (family.number == number) {
                return family;
            }
        }
        return null;
    }

    String hook(int number) {
        List<String> hooks = switch (this) {
            case INET, IP, BRIDGE, IP6 -> OF_IP;
            case NETDEV -> OF_NETDEV;
        };
        return number >= 0 && number < hooks.size() ? hooks.get(number) : "hook " + number;
    }
}
