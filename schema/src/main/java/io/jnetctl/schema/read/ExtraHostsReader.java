package io.jnetctl.schema.read;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.schema.ExtraHost;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Items;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code extra_hosts:} a list of {@code NAME:ADDRESS} or {@code NAME=ADDRESS}, or a mapping. */
final class ExtraHostsReader implements ValueReader<List<ExtraHost>> {
    private static final ValueReader<ExtraHost> LINE = Values.parsed(ExtraHostsReader::line);

    @Override
    public Optional<List<ExtraHost>> read(YamlNode node, Reading in) {
        return switch (node) {
            case Items list -> Values.listOf(LINE).read(list, in);
            case Mapping mapping -> {
                List<ExtraHost> hosts = new ArrayList<>();
                mapping.entries()
                        .forEach(entry -> Values.oneOrListOf(
                                        Values.parsed((text, pos) -> host(entry.key(), text, entry.pos())))
                                .read(entry.value(), in)
                                .ifPresent(hosts::addAll));
                yield Optional.of(hosts);
            }
            case YamlNode.Scalar scalar ->
                Values.wrongType(scalar, "a mapping of names to addresses, or a list of NAME:ADDRESS", null, in);
        };
    }

    private static ExtraHost line(String text, SourcePos pos) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != ':' && text.charAt(end) != '=') {
            end++;
        }
        if (end == text.length()) {
            throw new IllegalArgumentException(Quoted.of(text) + " has no address: expected NAME:ADDRESS");
        }
        return host(text.substring(0, end), text.substring(end + 1), pos);
    }

    private static ExtraHost host(String name, String address, SourcePos pos) {
        String checkedName;
        try {
            checkedName = Names.host(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("bad host name: " + e.getMessage(), e);
        }
        if (address.equals(ExtraHost.HOST_GATEWAY)) {
            return new ExtraHost(checkedName, null, pos);
        }
        boolean bracketed = address.startsWith("[") && address.endsWith("]");
        return new ExtraHost(
                checkedName, IpAddress.parse(bracketed ? address.substring(1, address.length() - 1) : address), pos);
    }
}
