package io.jnetctl.cli.show;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.reconciler.resolve.PublishedRule;
import java.util.Comparator;

/**
 * A port of the host that leads to one of a container, as the rules have it.
 *
 * @param port the container's
 * @param hostIp 0.0.0.0 or {@code ::} for all addresses of the host
 * @param hostPort 1 to 65535
 */
public record Binding(Port port, IpAddress hostIp, int hostPort) implements Comparable<Binding> {
    private static final Comparator<Binding> ORDER =
            Comparator.comparing(Binding::port).thenComparing(Binding::hostIp).thenComparingInt(Binding::hostPort);

    static Binding of(PublishedRule rule) {
        IpAddress hostIp = rule.hostIp() != null ? rule.hostIp() : new IpAddress(rule.family(), 0, 0);
        return new Binding(rule.containerPort(), hostIp, rule.hostPort().number());
    }

    /** Where it is reached, such as {@code 0.0.0.0:8080} or {@code [::1]:8080}. */
    public String host() {
        return (hostIp.family() == Family.V4 ? hostIp : "[" + hostIp + "]") + ":" + hostPort;
    }

    @Override
    public int compareTo(Binding other) {
        return ORDER.compare(this, other);
    }

    /** As {@code 0.0.0.0:8080->80/tcp}. */
    @Override
    public String toString() {
        return host() + "->" + port;
    }
}
