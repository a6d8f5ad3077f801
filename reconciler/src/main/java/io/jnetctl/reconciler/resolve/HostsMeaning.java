package io.jnetctl.reconciler.resolve;

import io.jnetctl.kernel.resource.ManagedFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a hosts file says to those who look something up in it (hosts(5)); two files of one meaning may differ in the order of their lines.
 *
 * @param addresses of each name, the preferred one first
 * @param names of each address, the canonical one first; the order of the others matters to nobody
 */
record HostsMeaning(Map<String, List<String>> addresses, Map<String, List<String>> names) {
    static boolean isSame(ManagedFile one, ManagedFile other) {
        return Objects.equals(one.lines(), other.lines()) || of(one).equals(of(other));
    }

    private static HostsMeaning of(ManagedFile file) {
        Map<String, List<String>> addresses = new HashMap<>();
        Map<String, List<String>> names = new HashMap<>();
        List<String> lines = file.lines();
        for (String line : lines == null ? List.<String>of() : lines) {
            String[] fields = line.split("[\t ]+", -1);
            for (int i = 1; i < fields.length; i++) {
                addresses
                        .computeIfAbsent(fields[i], unused -> new ArrayList<>())
                        .add(fields[0]);
                names.computeIfAbsent(fields[0], unused -> new ArrayList<>()).add(fields[i]);
            }
        }
        names.values().forEach(all -> Collections.sort(all.subList(1, all.size())));
        return new HostsMeaning(addresses, names);
    }
}
