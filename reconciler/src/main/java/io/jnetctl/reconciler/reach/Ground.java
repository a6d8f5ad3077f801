package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.survey.Survey;
import io.jnetctl.kernel.survey.SurveyedLink;
import io.jnetctl.kernel.survey.SurveyedNetns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What packets travel on: the namespaces with their routing, the bridges with their ports, and the host's hooks. */
final class Ground {
    private final Survey survey;
    private final Routing host;
    private final Map<Netns, Routing> namespaces = new HashMap<>();
    private final Map<String, List<Port>> portsByBridge = new HashMap<>();
    private final Hooks hooks;

    /**
     * A port of a bridge, or a link that leads to a container without one.
     *
     * @param far the other end's namespace, null where that is not known
     * @param farLink its interface there, null likewise
     */
    record Port(
            SurveyedLink link,
            @Nullable Routing far,
            @Nullable SurveyedLink farLink) {
        boolean isUp() {
            return link.up() && farLink != null && farLink.up();
        }
    }

    Ground(Survey survey) {
        this.survey = survey;
        host = new Routing(survey.host());
        namespaces.put(survey.host().netns(), host);
        for (SurveyedNetns container : survey.containers()) {
            namespaces.put(container.netns(), new Routing(container));
        }
        for (SurveyedLink link : survey.host().links()) {
            String master = link.master();
            if (master != null) {
                portsByBridge
                        .computeIfAbsent(master, absent -> new ArrayList<>())
                        .add(port(link));
            }
        }
        hooks = new Hooks(survey, host);
    }

    Survey survey() {
        return survey;
    }

    Routing host() {
        return host;
    }

    Hooks hooks() {
        return hooks;
    }

    Routing in(Netns netns) {
        Routing found = namespaces.get(netns);
        if (found == null) {
            throw new IllegalArgumentException("not surveyed: " + netns);
        }
        return found;
    }

    Port port(SurveyedLink link) {
        SurveyedLink.Peer peer = link.peer();
        Routing far = peer == null ? null : namespaces.get(peer.netns());
        return new Port(link, far, far == null || peer == null ? null : far.link(peer.link()));
    }

    List<Port> ports(SurveyedLink bridge) {
        return portsByBridge.getOrDefault(bridge.name(), List.of());
    }

    /** The port behind which somebody has that address; null where that is not known. */
    @Nullable Port holder(SurveyedLink bridge, IpAddress address) {
        for (Port port : ports(bridge)) {
            if (port.farLink() != null && port.far() != null && answers(port.far(), port.farLink(), address)) {
                return port;
            }
        }
        return null;
    }

    /** IPv4 answers for an address on whatever interface it is, IPv6 only on its own. */
    static boolean answers(Routing netns, SurveyedLink link, IpAddress address) {
        return address.family() == Family.V4
                ? !address.isLoopback() && netns.isLocal(address)
                : Routing.has(link, address);
    }

    /** Whether frames between a bridge's ports go through the packet filter: br_netfilter is there, and the host or the bridge says so. */
    boolean filters(SurveyedLink bridge, Family family) {
        String name =
                family == Family.V4 ? "net.bridge.bridge-nf-call-iptables" : "net.bridge.bridge-nf-call-ip6tables";
        return survey.host().settings().containsKey(name)
                && (survey.host().setting(name) != 0 || bridge.filtered().contains(family));
    }
}
