package io.jnetctl.golden.packets;

import static io.jnetctl.golden.packets.PacketHost.HOST_V4;
import static io.jnetctl.golden.packets.PacketHost.HOST_V6;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V4;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V6;

import io.jnetctl.golden.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What else may be on a host: the rules and settings of others, and the traffic that they are there for. */
enum Surroundings {
    /** Nothing. */
    NONE {
        @Override
        List<Probe> traffic(PacketHost host) {
            return List.of();
        }
    },

    /** What passes a bridge is not shown to iptables. */
    BRIDGE_NF_OFF {
        @Override
        void prepare(PacketHost host) {
            for (String name : List.of("iptables", "ip6tables")) {
                host.set(host.host(), "net.bridge.bridge-nf-call-" + name, "0");
            }
        }

        @Override
        List<Probe> traffic(PacketHost host) {
            return List.of();
        }
    },

    /** Packets whose answer would leave by another interface are dropped; RFC 3704. */
    STRICT_REVERSE_PATH {
        @Override
        void prepare(PacketHost host) {
            host.set(host.host(), "net.ipv4.conf.all.rp_filter", "1");
            host.set(host.host(), "net.ipv4.conf.default.rp_filter", "1");
        }

        @Override
        List<Probe> traffic(PacketHost host) {
            return List.of();
        }
    },

    /** Policies DROP, and what is usual to let in. */
    STRICT {
        @Override
        List<Probe> traffic(PacketHost host) {
            return ssh(host);
        }
    },

    /** A rule that accepts all comes first. */
    LAX {
        @Override
        List<Probe> traffic(PacketHost host) {
            return List.of();
        }
    },

    /** A rule that drops all comes first. */
    DROPPED {
        @Override
        List<Probe> traffic(PacketHost host) {
            return List.of();
        }
    },

    DOCKER {
        @Override
        void prepare(PacketHost host) throws IOException, InterruptedException {
            bridge(host, "docker0", "172.17.0.1/16");
            host.listen(host.stranger("docked", "docker0", "172.17.0.2/16", "172.17.0.1"), 80, 81);
            super.prepare(host);
        }

        @Override
        List<Probe> traffic(PacketHost host) {
            Place docked = host.container("docked");
            return List.of(
                    Probe.tcp(host.outside(), HOST_V4, 9999).reaches(docked, OUTSIDE_V4),
                    Probe.tcp(host.outside(), "172.17.0.2", 80).isLost(),
                    Probe.tcp(host.host(), "172.17.0.2", 81).reaches(docked),
                    Probe.tcp(docked, OUTSIDE_V4, 80).reaches(host.outside(), HOST_V4));
        }
    },

    UFW {
        @Override
        List<Probe> traffic(PacketHost host) {
            return ssh(host);
        }
    },

    /** With its back end for iptables. */
    FIREWALLD {
        @Override
        List<Probe> traffic(PacketHost host) {
            return ssh(host);
        }
    },

    LIBVIRT {
        @Override
        void prepare(PacketHost host) throws IOException, InterruptedException {
            bridge(host, "virbr0", "192.168.122.1/24");
            host.listen(host.stranger("guest", "virbr0", "192.168.122.2/24", "192.168.122.1"), 80);
            host.listen(host.stranger("guest2", "virbr0", "192.168.122.3/24", "192.168.122.1"), 80);
            super.prepare(host);
        }

        @Override
        List<Probe> traffic(PacketHost host) {
            Place guest = host.container("guest");
            Place second = host.container("guest2");
            return List.of(
                    Probe.tcp(guest, OUTSIDE_V4, 80).reaches(host.outside(), HOST_V4),
                    Probe.udp(guest, OUTSIDE_V4, 80).reaches(host.outside(), HOST_V4),
                    Probe.tcp(guest, "192.168.122.3", 80).reaches(second, "192.168.122.2"),
                    Probe.tcp(host.host(), "192.168.122.2", 80).reaches(guest),
                    Probe.tcp(host.outside(), "192.168.122.2", 80).isLost());
        }
    };

    /** Makes them: the rule files of that name, where there are any. */
    void prepare(PacketHost host) throws IOException, InterruptedException {
        String name = name().toLowerCase(Locale.ROOT);
        restore("iptables-restore", name + ".v4");
        restore("ip6tables-restore", name + ".v6");
    }

    /** What passes and what does not while jnetctl has done nothing; nor must that change. */
    abstract List<Probe> traffic(PacketHost host);

    private static void restore(String program, String resource) throws IOException, InterruptedException {
        if (Surroundings.class.getResource("surroundings/" + resource) != null) {
            Programs.output(program, file(resource).toString());
        }
    }

    /** A fixture as a file of the private host. */
    static Path file(String resource) throws IOException {
        Path file = Files.createDirectories(Path.of("/run/surroundings")).resolve(resource);
        try (InputStream text =
                Objects.requireNonNull(Surroundings.class.getResourceAsStream("surroundings/" + resource), resource)) {
            return Files.write(file, text.readAllBytes());
        }
    }

    private static void bridge(PacketHost host, String name, String address) throws IOException, InterruptedException {
        host.set(host.host(), "net.ipv4.ip_forward", "1");
        PacketHost.run("""
                ip link add NAME type bridge
                ip address add ADDRESS dev NAME
                ip link set NAME up
                """.replace("NAME", name).replace("ADDRESS", address));
    }

    private static List<Probe> ssh(PacketHost host) {
        return List.of(
                Probe.tcp(host.outside(), HOST_V4, 22).reaches(host.host()),
                Probe.tcp(host.outside(), HOST_V6, 22).reaches(host.host()),
                Probe.tcp(host.outside(), HOST_V4, 23).isLost(),
                Probe.tcp(host.outside(), HOST_V6, 23).isLost(),
                Probe.tcp(host.host(), OUTSIDE_V4, 80).reaches(host.outside()),
                Probe.tcp(host.host(), OUTSIDE_V6, 80).reaches(host.outside()));
    }
}
