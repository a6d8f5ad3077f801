package io.jnetctl.schema;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.PortRange;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a stack falls back on where it leaves a choice open.
 *
 * @param addressPools where subnets come from, tried in order
 * @param avoid blocks that no chosen subnet may overlap
 * @param portRange where dynamic host ports come from
 */
public record Defaults(List<AddressPool> addressPools, List<Cidr> avoid, PortRange portRange) {
    /** 172.17.0.0/16 to 172.31.0.0/16 whole, then 192.168.0.0/16 in blocks of /20. */
    public static final List<AddressPool> ADDRESS_POOLS = Stream.concat(
                    IntStream.rangeClosed(17, 31)
                            .mapToObj(i -> new AddressPool(Cidr.parse("172." + i + ".0.0/16"), 16)),
                    Stream.of(new AddressPool(Cidr.parse("192.168.0.0/16"), 20)))
            .toList();

    /** The ports that Docker has always used for this. */
    public static final PortRange PORT_RANGE = new PortRange(49153, 65535);

    /** What holds when a manifest has no {@code defaults}. */
    public static final Defaults STANDARD = new Defaults(ADDRESS_POOLS, List.of(), PORT_RANGE);

    public Defaults {
        addressPools = List.copyOf(addressPools);
        avoid = List.copyOf(avoid);
    }
}
