package io.jnetctl.golden.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who should reach whom, a row a pair, and who does: a column for each transport of each family. */
final class TruthTable {
    private static final Set<Transport> ALL = EnumSet.allOf(Transport.class);
    private static final Set<Transport> PORTS = EnumSet.of(Transport.TCP, Transport.UDP);

    private final List<Row> rows = new ArrayList<>();

    /** An address of each family; null where the row is of the other family alone. */
    record Target(@Nullable String v4, @Nullable String v6, int port) {
        static Target v4(String address, int port) {
            return new Target(address, null, port);
        }

        static Target v6(String address, int port) {
            return new Target(null, address, port);
        }

        Target port(int other) {
            return new Target(v4, v6, other);
        }

        private Stream<String> addresses() {
            return Stream.of(v4, v6).filter(Objects::nonNull);
        }

        /** That of the same family as another address. */
        private String like(String address) {
            return Objects.requireNonNull(address.contains(":") ? v6 : v4);
        }

        private boolean hasPort() {
            return port != 0;
        }

        @Override
        public String toString() {
            return String.join(" ", addresses().toList()) + (hasPort() ? " port " + port : "");
        }
    }

    private record Row(
            String what,
            Place from,
            Target to,
            @Nullable Place answers,
            @Nullable Target source,
            @Nullable Target seenAs,
            Set<Transport> transports) {
        List<Probe> probes() {
            List<Probe> probes = new ArrayList<>();
            for (Transport transport : transports) {
                to.addresses().forEach(address -> probes.add(probe(transport, address)));
            }
            return probes;
        }

        String line(Map<String, String> measured) {
            StringBuilder line = new StringBuilder("| %s | %s%s | %s | %s |"
                    .formatted(what, from, source == null ? "" : " as " + source, to, answers == null ? "no" : "yes"));
            for (String family : List.of("/4", "/6")) {
                for (Transport transport : Transport.values()) {
                    line.append(' ')
                            .append(measured.getOrDefault(transport + family, ""))
                            .append(" |");
                }
            }
            return line.toString();
        }

        private Probe probe(Transport transport, String address) {
            Probe.Tried tried = Probe.of(transport, from, address, transport == Transport.PING ? 0 : to.port);
            if (source != null) {
                tried = tried.as(source.like(address));
            }
            if (answers == null) {
                return tried.isLost();
            }
            return seenAs == null || transport == Transport.PING
                    ? tried.reaches(answers)
                    : tried.reaches(answers, seenAs.like(address));
        }
    }

    /** TCP and UDP to the port. */
    void yes(String what, Place from, Target to, Place answers) {
        rows.add(new Row(what, from, to, answers, null, null, PORTS));
    }

    void no(String what, Place from, Target to) {
        rows.add(new Row(what, from, to, null, null, null, PORTS));
    }

    /** The same from an address that is not the first of the sender. */
    void no(String what, Place from, Target source, Target to) {
        rows.add(new Row(what, from, to, null, source, null, PORTS));
    }

    /** TCP and UDP to the port, and ping. */
    void all(String what, Place from, Target to, Place answers) {
        rows.add(new Row(what, from, to, answers, null, null, ALL));
    }

    /** All three, seen to come from the host. */
    void masqueraded(String what, Place from, Target to, Place answers, Target seenAs) {
        rows.add(new Row(what, from, to, answers, null, seenAs, ALL));
    }

    void none(String what, Place from, Target to) {
        rows.add(new Row(what, from, to, null, null, null, ALL));
    }

    /** Tries all at once, writes down what was measured, and fails where it is not as expected. */
    void measure(PacketHost host, Path file) throws IOException {
        List<Probe> probes = rows.stream().flatMap(row -> row.probes().stream()).toList();
        Map<Probe, Outcome> outcomes = host.send(probes);
        List<String> lines = new ArrayList<>();
        lines.add("| what | from | to | | TCP/4 | UDP/4 | ping/4 | TCP/6 | UDP/6 | ping/6 |");
        lines.add("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        List<String> wrong = new ArrayList<>();
        for (Row row : rows) {
            Map<String, String> measured = new LinkedHashMap<>();
            for (Probe probe : row.probes()) {
                Outcome outcome = Objects.requireNonNull(outcomes.get(probe));
                boolean right = outcome.isAsExpected(probe);
                measured.put(column(probe), word(outcome) + (right ? "" : " (!)"));
                if (!right) {
                    wrong.add(row.what + ": " + probe + ": " + outcome);
                }
            }
            lines.add(row.line(measured));
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, lines);
        assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
    }

    private static String column(Probe probe) {
        return probe.transport() + (probe.isIpv4() ? "/4" : "/6");
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered _ -> "yes";
            case Outcome.Arrived _ -> "one way";
            case Outcome.Lost _ -> "no";
        };
    }
}
