package io.jnetctl.kernel.survey;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Netns;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ways of packets on a host at one moment.
 *
 * @param host the host's own namespace
 * @param containers the namespaces of all stacks' containers, in the order of their names
 * @param firewalls the host's packet filter, by family; a family without iptables has none
 * @param unseen what else may decide about packets and was not read, in words; mostly empty
 */
public record Survey(
        SurveyedNetns host,
        List<SurveyedNetns> containers,
        Map<Family, SurveyedFirewall> firewalls,
        List<String> unseen) {
    public Survey {
        containers = List.copyOf(containers);
        firewalls = Map.copyOf(firewalls);
        unseen = List.copyOf(unseen);
    }

    /** The packet filter of that family; one without tables where there is none. */
    public SurveyedFirewall firewall(Family family) {
        return firewalls.getOrDefault(family, SurveyedFirewall.NONE);
    }

    /** A namespace that was looked into. */
    public Optional<SurveyedNetns> find(Netns netns) {
        return netns.equals(host.netns())
                ? Optional.of(host)
                : containers.stream().filter(each -> each.netns().equals(netns)).findFirst();
    }
}
