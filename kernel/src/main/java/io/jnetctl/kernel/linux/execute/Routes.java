package io.jnetctl.kernel.linux.execute;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.linux.Marks;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.RouteAttribute;
import io.jnetctl.kernel.linux.route.RouteMessage;
import io.jnetctl.kernel.linux.wire.Nlmsg;
import io.jnetctl.kernel.linux.wire.Request;
import io.jnetctl.kernel.resource.Route;

/** Static routes of main tables: linux/rtnetlink.h. */
final class Routes {
    /** RT_SCOPE_NOWHERE: in a request to delete, whatever the scope. */
    private static final int RT_SCOPE_NOWHERE = 255;

    private final OpenNamespaces namespaces;

    Routes(OpenNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    void add(Route route) {
        OpenNetns netns = namespaces.get(route.netns());
        netns.socket().request(message(route, netns, scope(route)).create());
    }

    void update(Route route) {
        OpenNetns netns = namespaces.get(route.netns());
        RouteMessage message = message(route, netns, scope(route));
        // Without NLM_F_CREATE: a route that somebody took away is not made by a change.
        netns.socket()
                .request(new Request(message.newType(), Nlmsg.NLM_F_REPLACE, "change " + message.label(), message));
    }

    void remove(Route route) {
        OpenNetns netns = namespaces.get(route.netns());
        netns.socket().request(message(route, netns, RT_SCOPE_NOWHERE).delete());
    }

    private static RouteMessage message(Route route, OpenNetns netns, int scope) {
        int type = route.type() == Route.Type.BLACKHOLE ? RouteMessage.RTN_BLACKHOLE : RouteMessage.RTN_UNICAST;
        RouteMessage message = (route.isDefault()
                        ? RouteMessage.defaultRoute(route.destination().family())
                        : RouteMessage.to(route.destination()))
                .as(Marks.PROTOCOL, scope, type);
        IpAddress gateway = route.gateway();
        if (gateway != null) {
            message = message.with(
                    gateway.family() == route.destination().family()
                            ? new RouteAttribute.Gateway(gateway)
                            : new RouteAttribute.Via(gateway));
        }
        String link = route.link();
        if (link != null) {
            message = message.with(new RouteAttribute.OutputLink(netns.index(link)));
        }
        return route.metric() == 0 ? message : message.with(new RouteAttribute.Priority(route.metric()));
    }

    /** How far the destination is; IPv6 has no scopes. */
    private static int scope(Route route) {
        boolean onLink = route.gateway() == null
                && route.type() == Route.Type.UNICAST
                && route.destination().family() == Family.V4;
        return onLink ? RouteMessage.RT_SCOPE_LINK : RouteMessage.RT_SCOPE_UNIVERSE;
    }
}
