package io.jnetctl.inet;

import org.jspecify.annotations.Nullable;

/** The textual forms of addresses: RFC 4291 section 2.2 to read, RFC 5952 to print. */
final class IpText {
    private static final int OCTETS = 4;
    private static final int GROUPS = 8;

    private IpText() {}

    /** One pass and no pieces of text, since every rule of thousands has addresses. */
    static @Nullable IpAddress parseV4(String text) {
        long value = 0;
        int octet = -1;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && octet >= 0) {
                value = value << 8 | octet;
                octet = -1;
                dots++;
            } else if (c >= '0' && c <= '9' && octet != 0) {
                octet = (octet < 0 ? 0 : octet * 10) + c - '0';
            } else {
                return null;
            }
            if (octet > 255 || dots == OCTETS) {
                return null;
            }
        }
        return dots == OCTETS - 1 && octet >= 0 ? new IpAddress(Family.V4, 0, value << 8 | octet) : null;
    }

    static @Nullable IpAddress parseV6(String text) {
        String hex = withoutDottedTail(text);
        if (hex == null) {
            return null;
        }
        int gap = hex.indexOf("::");
        int[] head = gap < 0 ? groups(hex) : groups(hex.substring(0, gap));
        int[] tail = gap < 0 ? new int[0] : groups(hex.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int given = head.length + tail.length;
        if (gap < 0 ? given != GROUPS : given >= GROUPS) {
            return null;
        }
        int[] all = new int[GROUPS];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
        return new IpAddress(Family.V6, join(all, 0), join(all, 4));
    }

    /** Turns "::ffff:192.0.2.1" into "::ffff:c000:0201". */
    private static @Nullable String withoutDottedTail(String text) {
        if (text.indexOf('.') < 0) {
            return text;
        }
        int lastColon = text.lastIndexOf(':');
        IpAddress v4 = parseV4(text.substring(lastColon + 1));
        return v4 == null
                ? null
                : text.substring(0, lastColon + 1) + Long.toHexString(v4.low() >>> 16) + ":"
                        + Long.toHexString(v4.low() & 0xffff);
    }

    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        if (parts.length > GROUPS) {
            return null;
        }
        int[] groups = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (part.isEmpty() || part.length() > 4) {
                return null;
            }
            for (int k = 0; k < part.length(); k++) {
                char c = part.charAt(k);
                int digit = c < 0x80 ? Character.digit(c, 16) : -1;
                if (digit < 0) {
                    return null;
                }
                groups[i] = (groups[i] << 4) | digit;
            }
        }
        return groups;
    }

    private static long join(int[] groups, int from) {
        return ((long) groups[from] << 48)
                | ((long) groups[from + 1] << 32)
                | ((long) groups[from + 2] << 16)
                | groups[from + 3];
    }

    static String printV4(long bits) {
        return (bits >>> 24) + "." + ((bits >>> 16) & 255) + "." + ((bits >>> 8) & 255) + "." + (bits & 255);
    }

    static String printV6(long high, long low) {
        if (high == 0 && low >>> 32 == 0xffff) {
            return "::ffff:" + printV4(low & 0xffff_ffffL);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < 4; i++) {
            groups[i] = (int) (high >>> (48 - 16 * i)) & 0xffff;
            groups[4 + i] = (int) (low >>> (48 - 16 * i)) & 0xffff;
        }
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > gapLength) {
                gapStart = i;
                gapLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
