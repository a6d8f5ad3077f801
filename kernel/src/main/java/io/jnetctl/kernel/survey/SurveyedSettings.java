package io.jnetctl.kernel.survey;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The settings of Documentation/networking/ip-sysctl.rst that bear on where packets go. */
public final class SurveyedSettings {
    private static final List<String> OF_A_HOST = List.of(
            "net.ipv4.ip_forward",
            "net.ipv4.ip_local_port_range",
            "net.ipv6.conf.all.forwarding",
            "net.ipv6.conf.all.proxy_ndp",
            "net.bridge.bridge-nf-call-iptables",
            "net.bridge.bridge-nf-call-ip6tables");

    private static final List<String> OF_ITS_LINKS = List.of(
            "net.ipv4.conf.%s.forwarding",
            "net.ipv4.conf.%s.proxy_arp",
            "net.ipv4.conf.%s.proxy_arp_pvlan",
            "net.ipv4.conf.%s.route_localnet",
            "net.ipv6.conf.%s.proxy_ndp");

    private static final List<String> OF_ALL_LINKS =
            List.of("net.ipv4.conf.%s.rp_filter", "net.ipv4.conf.%s.accept_local");

    private SurveyedSettings() {}

    /**
     * The names to read in a namespace.
     *
     * @param links the names of its links
     */
    public static List<String> names(boolean host, Collection<String> links) {
        List<String> names = new ArrayList<>(host ? OF_A_HOST : List.of());
        List<String> scopes = new ArrayList<>(List.of("all"));
        scopes.addAll(links);
        for (String scope : scopes) {
            if (host) {
                OF_ITS_LINKS.forEach(pattern -> names.add(of(pattern, scope)));
            }
            OF_ALL_LINKS.forEach(pattern -> names.add(of(pattern, scope)));
        }
        return names;
    }

    /** The setting of a link: a dot in the link's name is a slash there, as in sysctl.d(5). */
    public static String of(String pattern, String link) {
        return pattern.formatted(link.replace('.', '/'));
    }
}
