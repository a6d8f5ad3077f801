package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.PortRange;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.survey.Survey;
import io.jnetctl.kernel.survey.SurveyedFirewall;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * By what the rules of a host tell packets apart: all ports between two that some rule names fare alike, and so do all sources of a
 * prefix.
 */
final class Distinctions {
    private static final Set<String> PORTS = Set.of(
            "--dport",
            "--destination-port",
            "--dports",
            "--destination-ports",
            "--ports",
            "--to-destination",
            "--to-ports");

    private static final int LAST = 65535;

    private final TreeSet<Integer> starts = new TreeSet<>(Set.of(1));
    private final Set<Cidr> sources = new LinkedHashSet<>();
    private final Set<Protocol> protocols = EnumSet.of(Protocol.TCP, Protocol.UDP);

    Distinctions(Survey survey) {
        for (SurveyedFirewall firewall : survey.firewalls().values()) {
            firewall.tables()
                    .values()
                    .forEach(table ->
                            table.values().forEach(chain -> chain.rules().forEach(this::read)));
        }
    }

    private void read(List<String> words) {
        for (int i = 0; i + 1 < words.size(); i++) {
            String word = words.get(i);
            String value = words.get(i + 1);
            if (PORTS.contains(word)) {
                ports(value);
            } else if (word.equals("-s")) {
                source(value);
            } else if (word.equals("-p") && value.equals("sctp")) {
                protocols.add(Protocol.SCTP);
            }
        }
    }

    private void ports(String value) {
        for (String part : value.split(",", -1)) {
            String text = part.contains(".") || part.contains("[") ? part.substring(part.lastIndexOf(':') + 1) : part;
            try {
                PortSpan span = PortSpan.parse(text.replace('-', ':'));
                starts.add(Math.max(1, span.first()));
                if (span.last() < LAST) {
                    starts.add(span.last() + 1);
                }
            } catch (NumberFormatException notAPort) {
                // An address alone.
            }
        }
    }

    private void source(String value) {
        try {
            if (value.indexOf('/') >= 0) {
                sources.add(InterfaceAddress.parse(value).network());
            } else {
                IpAddress address = IpAddress.parse(value);
                sources.add(Cidr.of(address, address.family().bits()));
            }
        } catch (IllegalArgumentException notAPrefix) {
            // Such a rule is not understood, and is said to be so where it decides.
        }
    }

    /** The prefixes that rules name as sources. */
    Set<Cidr> sources() {
        return sources;
    }

    Set<Protocol> protocols() {
        return protocols;
    }

    /** All ports from 1 on, in ranges that no rule looks into. */
    List<PortRange> ranges() {
        List<PortRange> ranges = new ArrayList<>();
        for (Integer start : starts) {
            Integer next = starts.higher(start);
            ranges.add(new PortRange(start, next == null ? LAST : next - 1));
        }
        return ranges;
    }
}
