package io.jnetctl.schema.read;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.PortRange;
import io.jnetctl.schema.AddressPool;
import io.jnetctl.schema.Defaults;
import io.jnetctl.schema.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code defaults:} what open choices are made from. */
final class DefaultsReader implements ValueReader<Defaults> {
    private static final class Draft {
        List<AddressPool> pools = Defaults.ADDRESS_POOLS;
        List<Cidr> avoid = List.of();
        PortRange portRange = Defaults.PORT_RANGE;
    }

    private static final class PoolDraft {
        @Nullable Cidr base;

        int size = -1;
    }

    private static final Shape<PoolDraft> POOL = new Shape<PoolDraft>("an address pool")
            .required("base", Values.CIDR, (d, v) -> d.base = v)
            .required("size", Values.integer(1, 128), (d, v) -> d.size = v);

    private static final Shape<Draft> SHAPE = new Shape<Draft>("defaults")
            .key("address_pools", Values.listOf(DefaultsReader::pool), (d, v) -> d.pools = v)
            .key("avoid", Values.listOf(Values.CIDR), (d, v) -> d.avoid = v)
            .key("port_range", Values.parsed(PortRange::parse), (d, v) -> d.portRange = v);

    @Override
    public Optional<Defaults> read(YamlNode node, Reading in) {
        Draft draft = new Draft();
        SHAPE.read(node, draft, in);
        return Optional.of(new Defaults(draft.pools, draft.avoid, draft.portRange));
    }

    private static Optional<AddressPool> pool(YamlNode node, Reading in) {
        PoolDraft draft = new PoolDraft();
        Cidr base = POOL.read(node, draft, in) ? draft.base : null;
        if (base == null || draft.size < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AddressPool(base, draft.size));
        } catch (IllegalArgumentException e) {
            in.error(node.pos(), String.valueOf(e.getMessage()), null);
            return Optional.empty();
        }
    }
}
