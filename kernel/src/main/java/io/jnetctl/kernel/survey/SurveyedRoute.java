package io.jnetctl.kernel.survey;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A route of any table (linux/rtnetlink.h).
 *
 * @param table its number: 255 for the kernel's own of local addresses, 254 for the main one
 * @param metric lower ones win among those that are equally long
 * @param gateway the next hop, or null for what is on link
 * @param link what it leaves through, or null
 * @param source the address that packets of the namespace's own get, or null where the kernel chooses
 */
public record SurveyedRoute(
        int table,
        Cidr destination,
        int metric,
        Type type,
        @Nullable IpAddress gateway,
        @Nullable String link,
        @Nullable IpAddress source) {
    public static final int TABLE_DEFAULT = 253;
    public static final int TABLE_MAIN = 254;
    public static final int TABLE_LOCAL = 255;

    /** rtm_type. */
    public enum Type {
        UNICAST,
        LOCAL,
        BROADCAST,
        MULTICAST,
        BLACKHOLE,
        UNREACHABLE,
        PROHIBIT,
        /** One that is not told apart here. */
        OTHER
    }

    public boolean isDefault() {
        return destination.prefixLength() == 0;
    }
}
