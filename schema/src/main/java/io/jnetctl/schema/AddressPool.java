package io.jnetctl.schema;

import io.jnetctl.inet.Cidr;

/**
 * A block that is cut into subnets of one size.
 *
 * @param size the prefix length of each subnet, not below that of the base
 */
public record AddressPool(Cidr base, int size) {
    public AddressPool {
        if (size < base.prefixLength() || size > base.family().bits()) {
            throw new IllegalArgumentException("pool " + base + " cannot be cut into /" + size + ": expected "
                    + base.prefixLength() + " to " + base.family().bits());
        }
    }
}
