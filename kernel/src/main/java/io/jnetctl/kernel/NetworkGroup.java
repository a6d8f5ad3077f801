package io.jnetctl.kernel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The interface group (IFLA_GROUP of linux/if_link.h) of a bridge of ours. It says whose the bridge is and what its network's policy
 * is, so that one rule can match all networks of a policy whatever their number:
 *
 * <pre>
 * 31       24 23       19 18        8 7         0
 * 0x4b        policy      stack       network
 * </pre>
 *
 * <p>Stack and network are hashes of their names. The texts are {@code GROUP/MASK}, as the match {@code devgroup} of
 * iptables-extensions(8) takes and prints them.
 */
public final class NetworkGroup {
    private static final int BASE = 0x4b000000;
    private static final int BASE_MASK = 0xff000000;
    private static final int INTERNAL_BIT = 0x00800000;
    private static final int ISOLATED_BIT = 0x00400000;
    private static final int HOST_CLOSED_BIT = 0x00200000;
    private static final int HOST_OPEN_BIT = 0x00100000;
    private static final int MASQUERADE_BIT = 0x00080000;
    private static final int STACK_BITS = 11;
    private static final int NETWORK_BITS = 8;
    private static final int STACK_MASK = ((1 << STACK_BITS) - 1) << NETWORK_BITS;
    private static final int NETWORK_MASK = (1 << NETWORK_BITS) - 1;
    private static final int HIGH_NIBBLE_MASK = 0xf0;

    /** Any bridge of ours. */
    public static final String ANY = text(0, 0);

    public static final String INTERNAL = text(INTERNAL_BIT, INTERNAL_BIT);
    public static final String ISOLATED = text(ISOLATED_BIT, ISOLATED_BIT);
    /** Those whose containers do not reach the host, {@link NetworkPolicy#hostAccess()} being false. */
    public static final String HOST_CLOSED = text(HOST_CLOSED_BIT, HOST_CLOSED_BIT);
    /** Those whose containers reach the host whatever its rules say, {@link NetworkPolicy#hostAccess()} being true. */
    public static final String HOST_OPEN = text(HOST_OPEN_BIT, HOST_OPEN_BIT);

    public static final String MASQUERADE = text(MASQUERADE_BIT, MASQUERADE_BIT);

    private NetworkGroup() {}

    /** @param owner of the bridge: the stack, and the network's name as its object */
    public static int of(Owner owner, NetworkPolicy policy) {
        return BASE | bits(policy) | stackBits(owner.stack()) | networkByte(owner);
    }

    /** Whether it is the group of a network's bridge of that stack, or of one whose name has the same hash. */
    public static boolean isOf(String stack, int group) {
        return (group & (BASE_MASK | STACK_MASK)) == (BASE | stackBits(stack));
    }

    /**
     * The policy that a bridge's group tells; none where the group is not that of this owner's bridges.
     *
     * @param owner whose object is empty for a bridge that was left half made
     */
    public static Optional<NetworkPolicy> policy(Owner owner, int group) {
        boolean others = !isOf(owner.stack(), group)
                || (!owner.object().isEmpty() && (group & NETWORK_MASK) != networkByte(owner));
        if (others) {
            return Optional.empty();
        }
        NetworkPolicy policy = new NetworkPolicy(
                (group & INTERNAL_BIT) != 0,
                (group & ISOLATED_BIT) != 0,
                hostAccess(group),
                (group & MASQUERADE_BIT) != 0);
        // Bits that no policy has are somebody else's doing.
        return bits(policy) == (group & ~(BASE_MASK | STACK_MASK | NETWORK_MASK))
                ? Optional.of(policy)
                : Optional.empty();
    }

    /** The byte by which rules tell networks apart, 0 to 255; networks may share one. */
    public static int networkByte(Owner owner) {
        return NameHash.folded(owner.stack() + "/" + owner.object(), NETWORK_BITS);
    }

    /** The bridges whose {@link #networkByte} is this one. */
    public static String ofNetworkByte(int networkByte) {
        return text(networkByte & NETWORK_MASK, NETWORK_MASK);
    }

    /** The bridges whose {@link #networkByte} has these upper four bits, 0 to 15. */
    public static String ofHighNibble(int nibble) {
        return text((nibble << 4) & HIGH_NIBBLE_MASK, HIGH_NIBBLE_MASK);
    }

    private static int bits(NetworkPolicy policy) {
        int bits = policy.internal() ? INTERNAL_BIT : 0;
        bits |= policy.isolated() ? ISOLATED_BIT : 0;
        bits |= policy.masquerade() ? MASQUERADE_BIT : 0;
        Boolean hostAccess = policy.hostAccess();
        if (hostAccess != null) {
            bits |= hostAccess ? HOST_OPEN_BIT : HOST_CLOSED_BIT;
        }
        return bits;
    }

    private static @Nullable Boolean hostAccess(int group) {
        if ((group & HOST_CLOSED_BIT) != 0) {
            return false;
        }
        return (group & HOST_OPEN_BIT) != 0 ? true : null;
    }

    private static int stackBits(String stack) {
        return NameHash.folded(stack, STACK_BITS) << NETWORK_BITS;
    }

    private static String text(int bits, int mask) {
        return "0x" + Integer.toHexString(BASE | bits) + "/0x" + Integer.toHexString(BASE_MASK | mask);
    }
}
