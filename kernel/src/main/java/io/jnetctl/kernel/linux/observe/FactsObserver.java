package io.jnetctl.kernel.linux.observe;

import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.HostFacts.OccupiedPrefix;
import io.jnetctl.kernel.linux.route.AddressMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the host reaches already, and whom it asks for names. */
final class FactsObserver {
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");
    private static final String NAMESERVER = "nameserver";

    private FactsObserver() {}

    /** Without what is on links that came or went while the tables were read: whose that is cannot be told. */
    static List<OccupiedPrefix> occupied(NetnsSnapshot host) {
        Set<OccupiedPrefix> occupied = new LinkedHashSet<>();
        for (AddressMessage message : host.addresses()) {
            InterfaceAddress address = AddressObserver.address(message);
            String link = host.linkName(message.index());
            if (address != null && link != null && !AddressObserver.isAutomatic(address)) {
                occupied.add(new OccupiedPrefix(address.network(), link));
            }
        }
        RouteObserver.occupied(host, occupied);
        return List.copyOf(occupied);
    }

    /** Those of resolv.conf(5) that are addresses; none where there is no such file. */
    static List<IpAddress> nameservers() {
        List<IpAddress> nameservers = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(RESOLV_CONF, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(NAMESERVER)) {
                    String value = line.substring(NAMESERVER.length()).strip();
                    int end = 0;
                    while (end < value.length() && " \t%#;".indexOf(value.charAt(end)) < 0) {
                        end++;
                    }
                    IpAddress.tryParse(value.substring(0, end)).ifPresent(nameservers::add);
                }
            }
        } catch (IOException e) {
            // A host without resolv.conf asks nobody.
        }
        return nameservers;
    }
}
