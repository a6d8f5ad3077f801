package io.jnetctl.schema.read;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.schema.StaticRoute;
import io.jnetctl.schema.yaml.YamlNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One item of {@code routes:}. */
final class RouteReader implements ValueReader<StaticRoute> {
    private static final class Draft {
        @Nullable Cidr destination;

        @Nullable IpAddress via;

        boolean blackhole;
    }

    private static final Shape<Draft> SHAPE = new Shape<Draft>("a route")
            .required("destination", Values.CIDR, (d, v) -> d.destination = v)
            .key("via", Values.ADDRESS, (d, v) -> d.via = v)
            .elsewhere("gateway", "via")
            .key("blackhole", Values.FLAG, (d, v) -> d.blackhole = v)
            .exclusive("via", "blackhole");

    @Override
    public Optional<StaticRoute> read(YamlNode node, Reading in) {
        Draft draft = new Draft();
        if (!SHAPE.read(node, draft, in)) {
            return Optional.empty();
        }
        Cidr destination = draft.destination;
        IpAddress via = draft.via;
        YamlNode.Mapping mapping = (YamlNode.Mapping) node;
        if (mapping.entry("via").isEmpty() && !draft.blackhole) {
            in.error(node.pos(), "a route needs a next hop", "write via: ADDRESS, or blackhole: true");
        }
        if (destination == null || draft.blackhole == (via != null)) {
            return Optional.empty();
        }
        if (via != null && via.family() != destination.family()) {
            in.error(
                    mapping.entry("via").map(YamlNode.Entry::pos).orElse(node.pos()),
                    "the next hop " + via + " is not " + destination.family() + " as " + destination + " is",
                    null);
            return Optional.empty();
        }
        return Optional.of(new StaticRoute(destination, via, draft.blackhole, node.pos()));
    }
}
