package io.jnetctl.golden.packets;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A stack of a few networks and containers of every kind of policy, and what others did to the host: both drawn from a seed. */
final class RandomStack {
    static final int SERVICE = 80;
    static final int EXPOSED = 5432;

    /** None of these is the container's own way to the host: each must be seen through by its words alone. */
    private static final List<String> DEEDS = List.of(
            "iptables -P FORWARD DROP\nip6tables -P FORWARD DROP",
            "iptables -P INPUT DROP",
            "ip6tables -P INPUT DROP\nip6tables -A INPUT -p ipv6-icmp -j ACCEPT",
            "ip6tables -P INPUT DROP\nip6tables -A INPUT -i uplink -p ipv6-icmp -j ACCEPT",
            "iptables -I FORWARD -s 10.60.0.0/24 -j ACCEPT",
            "ip6tables -I FORWARD -s fd00:60::/64 -j ACCEPT",
            "iptables -I FORWARD -i br-n0 -o br-n1 -j ACCEPT",
            "iptables -I FORWARD -i uplink -d 10.60.0.0/16 -p tcp -m multiport --dports 80,443,5000:6000 -j ACCEPT",
            "iptables -A FORWARD -j REJECT --reject-with icmp-port-unreachable\nip6tables -A FORWARD -j REJECT",
            "iptables -I FORWARD -p tcp -m tcp --dport 5432 -j DROP",
            "iptables -I FORWARD -p udp -j DROP",
            "iptables -I FORWARD ! -i br-n0 -m conntrack --ctstate NEW -j DROP",
            "iptables -I FORWARD -p tcp -m tcp --tcp-flags SYN,ACK SYN,ACK -j DROP",
            "iptables -I FORWARD -m conntrack --ctstate DNAT -j DROP",
            "iptables -I INPUT -p udp -m conntrack --ctstate NEW -j DROP",
            "iptables -I INPUT -i br-+ -j DROP",
            "iptables -I OUTPUT -o br-n0 -p tcp -j DROP",
            "iptables -t nat -I PREROUTING -p tcp -m tcp --dport 8080 -j REDIRECT --to-ports 80",
            "iptables -t nat -I PREROUTING -i uplink -p tcp -m tcp --dport 8099 -j DNAT --to-destination 10.60.0.5:80",
            "iptables -t nat -I PREROUTING -i uplink -p udp -j DNAT --to-destination 10.60.0.5",
            "iptables -t nat -I OUTPUT -d 192.0.2.2/32 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.61.0.5:80",
            "iptables -t nat -I POSTROUTING -o br-n1 -j MASQUERADE",
            "iptables -t nat -I POSTROUTING -s 10.60.0.0/16 -o uplink -j SNAT --to-source 192.0.2.2",
            "iptables -t raw -I PREROUTING -p udp -m udp --dport 80 -j CT --notrack",
            "iptables -t raw -I PREROUTING -i uplink -s 192.0.2.99/32 -j DROP",
            "iptables -t mangle -I PREROUTING -s 10.60.0.0/24 -j MARK --set-xmark 0x1/0xff\n"
                    + "iptables -I FORWARD -m mark --mark 0x1/0xff -j DROP",
            """
            iptables -N OTHERS
            iptables -A OTHERS -p icmp -m icmp --icmp-type 8 -j DROP
            iptables -A OTHERS -p tcp -j RETURN
            iptables -A OTHERS -m addrtype --dst-type LOCAL -j DROP
            iptables -I FORWARD -j OTHERS
            iptables -I INPUT -j OTHERS
            """,
            "iptables -N GONE\niptables -A GONE -p udp -j RETURN\niptables -A FORWARD -g GONE\niptables -A FORWARD -j DROP",
            "iptables -I FORWARD -m physdev --physdev-is-bridged -j DROP",
            "ip6tables -I FORWARD -m physdev --physdev-is-bridged -j DROP",
            "sysctl -qw net.ipv4.conf.all.rp_filter=1",
            "sysctl -qw net.ipv4.ip_forward=0",
            "sysctl -qw net.bridge.bridge-nf-call-iptables=1 net.bridge.bridge-nf-call-ip6tables=1",
            "sysctl -qw net.bridge.bridge-nf-call-iptables=0 net.bridge.bridge-nf-call-ip6tables=0",
            "sysctl -qw net.ipv4.conf.br-n0.proxy_arp=1",
            "ip -n shop.c0 route replace blackhole 10.61.0.0/24",
            "ip -n shop.c1 route del default",
            "ip link set br-n1 down");

    private final Random random;
    private final int networks;
    private final int containers;

    RandomStack(long seed) {
        random = new Random(seed * 7_919);
        networks = 2 + random.nextInt(2);
        containers = 3 + random.nextInt(2);
    }

    List<String> containers() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < containers; i++) {
            names.add("c" + i);
        }
        return names;
    }

    String manifest() {
        StringBuilder yaml = new StringBuilder("apiVersion: jnetctl/v1\nstack: shop\nnetworks:\n");
        for (int n = 0; n < networks; n++) {
            yaml.append("  n%d: {bridge: br-n%d, subnets: [10.6%d.0.0/24".formatted(n, n, n));
            yaml.append(isDual(n) ? ", \"fd00:6%d::/64\"]".formatted(n) : "]");
            if (n > 0 && random.nextInt(3) == 0) {
                yaml.append(", internal: true");
            }
            if (random.nextInt(2) == 0) {
                yaml.append(", icc: false");
            }
            if (random.nextInt(4) == 0) {
                yaml.append(", masquerade: false");
            }
            if (random.nextInt(3) == 0) {
                yaml.append(", host_access: ").append(random.nextBoolean());
            }
            yaml.append("}\n");
        }
        yaml.append("containers:\n");
        for (int c = 0; c < containers; c++) {
            container(c, yaml);
        }
        return yaml.toString();
    }

    private boolean isDual(int network) {
        return network != 1;
    }

    private void container(int c, StringBuilder yaml) {
        yaml.append("  c%d:\n    networks:\n".formatted(c));
        // The first network has all but the last container, so that links have a network in common.
        int first = c == containers - 1 ? 1 : 0;
        network(first, c, yaml);
        if (random.nextInt(2) == 0) {
            network(first + 1 < networks ? first + 1 : 0, c, yaml);
        }
        if (random.nextInt(2) == 0) {
            yaml.append("    expose: [\"%d\", %d/udp]\n".formatted(EXPOSED, SERVICE));
        }
        if (c > 0 && c < containers - 1 && random.nextInt(2) == 0) {
            yaml.append("    links: [c%d]\n".formatted(c - 1));
        }
        yaml.append("    publish:\n");
        String host = List.of("", "host_ip: 192.0.2.2, ", "host_ip: 127.0.0.1, ", "host_ip: \"2001:db8::1\", ")
                .get(random.nextInt(4));
        String from = random.nextInt(3) == 0 ? ", from: [192.0.2.99/32]" : "";
        yaml.append("      - {%starget: 80, published: %d%s}\n".formatted(host, 8080 + c, from));
        yaml.append("      - {target: 80, published: %d, protocol: udp%s}\n".formatted(8080 + c, from));
    }

    private void network(int n, int c, StringBuilder yaml) {
        yaml.append("      n%d: {ipv4_address: 10.6%d.0.%d".formatted(n, n, 5 + c));
        yaml.append(isDual(n) ? ", ipv6_address: \"fd00:6%d::%d\"}\n".formatted(n, 5 + c) : "}\n");
    }

    /** What others did since; each is a line or several. */
    List<String> deeds() {
        List<String> deeds = new ArrayList<>();
        int count = random.nextInt(5);
        while (deeds.size() < count) {
            String deed = DEEDS.get(random.nextInt(DEEDS.size()));
            if (!deeds.contains(deed)) {
                deeds.add(deed);
            }
        }
        return deeds;
    }
}
