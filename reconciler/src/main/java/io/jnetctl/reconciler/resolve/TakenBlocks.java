package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Blocks that are in use, asked in time that hardly grows with their number: two blocks overlap only where one holds the other. */
final class TakenBlocks {
    private final TreeSet<Cidr> blocks = new TreeSet<>();

    void add(Cidr block) {
        blocks.add(block);
    }

    void addAll(Collection<Cidr> more) {
        blocks.addAll(more);
    }

    /** One of the blocks that overlap {@code candidate}, the largest where one holds it. */
    Optional<Cidr> overlapping(Cidr candidate) {
        for (int length = 0; length < candidate.prefixLength(); length++) {
            Cidr around = Cidr.of(candidate.network(), length);
            if (blocks.contains(around)) {
                return Optional.of(around);
            }
        }
        return Optional.ofNullable(blocks.ceiling(candidate)).filter(candidate::contains);
    }
}
