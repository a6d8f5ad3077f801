package io.jnetctl.schema.read;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.schema.Attachment;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.read.ValueReader.Located;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Items;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code networks:} of a container: a list of names, or a mapping of names to settings. */
final class AttachmentsReader implements ValueReader<List<Attachment>> {
    private static final class Draft {
        @Nullable Located<IpAddress> ipv4;

        @Nullable Located<IpAddress> ipv6;

        List<String> aliases = List.of();

        @Nullable Located<MacAddress> mac;

        @Nullable Located<String> interfaceName;

        boolean gateway;
        int gatewayPriority;
    }

    private static final Shape<Draft> SHAPE = new Shape<Draft>("a container's network")
            .key("ipv4_address", address(Family.V4), (d, v) -> d.ipv4 = v)
            .key("ipv6_address", address(Family.V6), (d, v) -> d.ipv6 = v)
            .key("aliases", Values.listOf(Names.HOST_NAME), (d, v) -> d.aliases = v)
            .key("mac_address", Values.parsed(AttachmentsReader::mac).located(), (d, v) -> d.mac = v)
            .key("interface", Names.INTERFACE_NAME.located(), (d, v) -> d.interfaceName = v)
            .elsewhere("interface_name", "interface")
            .key("gateway", Values.FLAG, (d, v) -> d.gateway = v)
            .key("gateway_priority", Values.integer(-1_000_000, 1_000_000), (d, v) -> d.gatewayPriority = v)
            .elsewhere("gw_priority", "gateway_priority")
            .elsewhere("priority", "gateway_priority");

    private static final ValueReader<List<Attachment>> MAPPING =
            NamedEntries.of("networks to settings", Names::object, AttachmentsReader::entry);

    @Override
    public Optional<List<Attachment>> read(YamlNode node, Reading in) {
        if (!(node instanceof Items list)) {
            return MAPPING.read(node, in);
        }
        List<Attachment> attachments = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlNode item : list.items()) {
            Optional<String> name = Names.OBJECT_NAME.read(item, in);
            if (name.isPresent() && !seen.add(name.get())) {
                in.error(item.pos(), "network " + Quoted.of(name.get()) + " is listed twice", "remove one of them");
            } else {
                name.ifPresent(n -> attachments.add(Attachment.plain(n, item.pos())));
            }
        }
        return Optional.of(attachments);
    }

    private static Optional<Attachment> entry(Entry entry, Reading in) {
        if (NamedEntries.isNothing(entry.value())) {
            return Optional.of(Attachment.plain(entry.key(), entry.pos()));
        }
        Draft draft = new Draft();
        SHAPE.read(entry.value(), draft, in);
        SourcePos pos = entry.pos();
        return Optional.of(new Attachment(
                entry.key(),
                part(pos, draft.ipv4, in),
                part(pos, draft.ipv6, in),
                draft.aliases.stream().distinct().toList(),
                part(pos, draft.mac, in),
                part(pos, draft.interfaceName, in),
                draft.gateway,
                draft.gatewayPriority,
                pos));
    }

    private static <T> @Nullable T part(SourcePos owner, @Nullable Located<T> located, Reading in) {
        if (located == null) {
            return null;
        }
        in.places().put(owner, located.value(), located.pos());
        return located.value();
    }

    private static ValueReader<Located<IpAddress>> address(Family family) {
        return Values.parsed((String text) -> {
                    IpAddress address = IpAddress.parse(text);
                    if (address.family() != family) {
                        throw new IllegalArgumentException(
                                address + " is an " + address.family() + " address: expected " + family);
                    }
                    return address;
                })
                .located();
    }

    private static MacAddress mac(String text) {
        MacAddress mac = MacAddress.parse(text);
        if (mac.isMulticast() || mac.value() == 0) {
            throw new IllegalArgumentException(mac + " cannot be an interface's address: it is "
                    + (mac.isMulticast() ? "a group's (the first byte must be even)" : "all zeros"));
        }
        return mac;
    }
}
