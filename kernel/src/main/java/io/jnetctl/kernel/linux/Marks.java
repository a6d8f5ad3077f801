package io.jnetctl.kernel.linux;

/** The marks that are numbers. */
public final class Marks {
    /** Who made it, of an address (IFA_PROTO of linux/if_addr.h) or a route (rtm_protocol of linux/rtnetlink.h): a number nobody else has. */
    public static final int PROTOCOL = 106;

    /** Linux keeps IFA_PROTO from 5.18 on; before that an address on a link of ours counts as ours. */
    public static final boolean ADDRESSES_HAVE_PROTOCOL = isAtLeast(System.getProperty("os.version", ""), 5, 18);

    private Marks() {}

    static boolean isAtLeast(String release, int major, int minor) {
        String[] parts = release.split("[.-]", 3);
        try {
            int theirs = Integer.parseInt(parts[0]);
            return theirs > major || (theirs == major && parts.length > 1 && Integer.parseInt(parts[1]) >= minor);
        } catch (NumberFormatException e) {
            // A release without a number is nobody's old kernel.
            return true;
        }
    }
}
