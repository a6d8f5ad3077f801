package io.jnetctl.golden.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A stack with every feature, in three variants, beside one whose network it uses. */
final class Stacks {
    /** Files of {@link #write}; each is the stack shop. */
    static final List<String> VARIANTS = List.of("a.yaml", "b.yaml", "c.yaml");

    static final String BASE = "base.yaml";
    static final String NAME = "shop";

    private static final String BASE_TEXT = """
            apiVersion: jnetctl/v1
            stack: base
            networks:
              shared: {subnets: [10.1.0.0/24, "fd01::/64"], bridge: br-shared}
            containers:
              store: {networks: [shared], expose: [6379], publish: ["6379:6379"]}
            """;

    private static final String A = """
            apiVersion: jnetctl/v1
            stack: shop
            networks:
              front:
                subnets: [10.10.0.0/24, "fd10::/64"]
                bridge: br-front
                routes:
                  - {destination: 10.89.0.0/24, via: 10.10.0.2}
                  - {destination: 10.91.0.0/24, blackhole: true}
              back: {subnets: [10.11.0.0/24, "fd11::/64"], internal: true, icc: false}
              apart: {subnet: 10.12.0.0/24, icc: false}
              shared: {external: true, name: base/shared}
            containers:
              web:
                networks: {front: {ipv4_address: 10.10.0.5, aliases: [www]}, back: {}, shared: {}}
                publish: ["8080:80", "127.0.0.1:8443:443", "[::1]:8443:443", "5353:53/udp", "9000"]
                links: ["db:database"]
                extra_hosts: {gw: 192.0.2.1}
                dns: [192.0.2.53]
                sysctls: {net.ipv4.ip_unprivileged_port_start: "80"}
              db: {networks: [back, apart], expose: [5432, 5433/udp], environment: {PG_VERSION: "9.4"}}
              cache: {networks: [apart, front], expose: [6379], publish_all: true, links: [db]}
              side: {network_mode: "container:web"}
              old: {attach: {netns: /run/netns/legacy}, networks: [front], publish: ["2222:22"]}
              process: {attach: {pid: PID}, networks: [back], links: [db]}
            """;

    private static final String B = """
            apiVersion: jnetctl/v1
            stack: shop
            networks:
              front:
                subnets: [10.10.0.0/24, "fd10::/64"]
                bridge: br-front
                mtu: 1400
                routes:
                  - {destination: 10.92.0.0/24, via: 10.10.0.3}
              back: {subnets: [10.11.0.0/24, "fd11::/64"], internal: true}
              apart: {subnet: 10.13.0.0/24, icc: false}
              more: {subnet: 10.14.0.0/24, masquerade: false, host_access: false}
            containers:
              web:
                networks: {front: {ipv4_address: 10.10.0.6}, apart: {}}
                publish: ["8081:80", "9000", "5353:53/udp"]
                links: ["db", "cache"]
                sysctls: {net.ipv4.ip_unprivileged_port_start: "1000"}
              db: {networks: [apart, back], expose: [5432]}
              cache: {networks: [apart, more], expose: [6379, 6380], publish_all: true}
              extra: {networks: [more, front], extra_hosts: {gw: 192.0.2.7}}
              old: {attach: {netns: /run/netns/legacy}, networks: [back, front]}
            """;

    private static final String C = """
            apiVersion: jnetctl/v1
            stack: shop
            networks:
              front: {subnet: 10.10.0.0/24, bridge: br-front, icc: false}
              shared: {external: true, name: base/shared}
            containers:
              web: {networks: [front, shared], publish: ["8080:80", "10.1.0.1:8082:80"], links: [process]}
              process: {attach: {pid: PID}, networks: [front, shared], expose: [7000-7003]}
            """;

    private Stacks() {}

    /** @param pid of a process that lives in a namespace, and sees an /etc/hosts, of its own */
    static void write(Path folder, long pid) throws IOException {
        Files.writeString(folder.resolve(BASE), BASE_TEXT);
        List<String> texts = List.of(A, B, C);
        for (int i = 0; i < texts.size(); i++) {
            Files.writeString(folder.resolve(VARIANTS.get(i)), texts.get(i).replace("PID", Long.toString(pid)));
        }
    }
}
