package io.jnetctl.schema.read;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.PortRange;
import io.jnetctl.inet.Protocol;
import io.jnetctl.schema.PublishedPort;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One item of {@code publish:}, short or long. */
final class PublishReader implements ValueReader<List<PublishedPort>> {
    private static final class Draft {
        @Nullable PortRange target;

        @Nullable PortRange published;

        Protocol protocol = Protocol.TCP;

        @Nullable IpAddress hostIp;

        List<Cidr> from = List.of();
    }

    private static final Shape<Draft> SHAPE = new Shape<Draft>("a published port")
            .required("target", Values.parsed(PortRange::parse), (d, v) -> d.target = v)
            .elsewhere("container_port", "target")
            .key("published", Values.parsed(PortRange::parse), (d, v) -> d.published = v)
            .elsewhere("host_port", "published")
            .key("protocol", Values.parsed(Protocol::parse), (d, v) -> d.protocol = v)
            .key("host_ip", Values.ADDRESS, (d, v) -> d.hostIp = v)
            .key("from", Values.oneOrListOf(Values.CIDR), (d, v) -> d.from = v);

    private static final ValueReader<PortSpec> SHORT = Values.parsed(PortSpec::parse);

    @Override
    public Optional<List<PublishedPort>> read(YamlNode node, Reading in) {
        Optional<PortSpec> spec = node instanceof Mapping ? longForm(node, in) : SHORT.read(node, in);
        return spec.filter(s -> in.admitPorts(s.target().size(), node.pos())).map(s -> s.published(node.pos()));
    }

    private static Optional<PortSpec> longForm(YamlNode node, Reading in) {
        Draft draft = new Draft();
        PortRange target = SHAPE.read(node, draft, in) ? draft.target : null;
        if (target == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PortSpec(draft.hostIp, draft.published, target, draft.protocol, draft.from));
        } catch (IllegalArgumentException e) {
            in.error(node.pos(), String.valueOf(e.getMessage()), null);
            return Optional.empty();
        }
    }
}
