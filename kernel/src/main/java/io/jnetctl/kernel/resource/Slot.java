package io.jnetctl.kernel.resource;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import org.jspecify.annotations.Nullable;

/**
 * A place that resources hold and others stand on: a name, an address, a subnet on a link.
 *
 * @param space what sort of place
 * @param id which one
 */
public record Slot(Space space, String id) {
    /** Sorts of places. */
    public enum Space {
        /** A namespace by name. */
        NETNS(Holders.ONE),
        /** An interface name within a namespace. */
        LINK(Holders.ONE),
        /** A chain of a table. */
        CHAIN(Holders.ONE),
        /** What a rule says in its chain, and which of those that say the same it is. */
        RULE(Holders.ONE),
        /** An IP address among the managed ones: never on two interfaces at once, not even for a moment. */
        ADDRESS(Holders.ONE_MANAGED),
        /** An IPv4 subnet on a link: its first address is primary, and takes the later ones along when it goes. */
        SUBNET(Holders.ONE_MANAGED),
        /** A link has some address of a family. */
        ADDRESSED(Holders.MANY);

        private final Holders holders;

        Space(Holders holders) {
            this.holders = holders;
        }

        public Holders holders() {
            return holders;
        }
    }

    /** How many may hold a slot at a time. */
    public enum Holders {
        /** One; when it is a foreign one, that is a conflict. */
        ONE,
        /** One of the managed resources, the old holder leaving first; foreign holders do not count. */
        ONE_MANAGED,
        MANY
    }

    /** Told one by one here and in {@link #hashCode}: what a record does of its own accord a cold start pays for. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Slot it && space == it.space && id.equals(it.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    static Slot netns(String name) {
        return new Slot(Space.NETNS, name);
    }

    /** The interface {@code name} of a namespace. */
    public static Slot link(Netns netns, String name) {
        return new Slot(Space.LINK, netns.name() + "/" + name);
    }

    static Slot chain(Family family, String table, String name) {
        return new Slot(Space.CHAIN, Chain.label(family, table, name));
    }

    static Slot rule(String label) {
        return new Slot(Space.RULE, label);
    }

    static Slot address(IpAddress address) {
        return new Slot(Space.ADDRESS, address.toString());
    }

    static Slot subnet(Netns netns, String link, Cidr subnet) {
        return new Slot(Space.SUBNET, netns.name() + "/" + link + " " + subnet);
    }

    static Slot addressed(Netns netns, String link, Family family) {
        return new Slot(Space.ADDRESSED, netns.name() + "/" + link + " " + family);
    }

    @Override
    public String toString() {
        return space.name().toLowerCase(java.util.Locale.ROOT) + " " + id;
    }
}
