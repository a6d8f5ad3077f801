package io.jnetctl.golden.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.linux.LinuxKernel;
import io.jnetctl.kernel.survey.Survey;
import io.jnetctl.kernel.survey.SurveyedLink;
import io.jnetctl.kernel.survey.SurveyedNetns;
import io.jnetctl.reconciler.reach.Answer;
import io.jnetctl.reconciler.reach.Party;
import io.jnetctl.reconciler.reach.Reachability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What {@code can} says is what packets do, whatever the stack and whatever others did to the host. */
final class CanTest {
    private static final int SEEDS = 3;
    private static final int[] PORTS = {RandomStack.SERVICE, RandomStack.EXPOSED, 8080, 8081, 8082, 8099};
    private static final List<String> OUTSIDE = List.of(PacketHost.OUTSIDE_V4, PacketHost.OUTSIDE_V6);

    @Test
    void canSaysWhatPacketsDo() throws Exception {
        long only = Long.getLong("jnetctl.seed", 0);
        long last = only > 0 ? only : SEEDS * Long.getLong("jnetctl.walks", 1);
        Set<Boolean> answers = new LinkedHashSet<>();
        for (long seed = only > 0 ? only : 1; seed <= last; seed++) {
            RandomStack stack = new RandomStack(seed);
            String manifest = stack.manifest();
            List<String> deeds = stack.deeds();
            Iptables make = seed % 2 == 0 ? Iptables.LEGACY : Iptables.NFT;
            try {
                PacketHost.run(make, host -> answers.addAll(compare(host, stack, manifest, deeds)));
            } catch (AssertionError e) {
                throw new AssertionError(
                        "seed %d, %s: %s\nwith %s\n%s".formatted(seed, make, e.getMessage(), manifest, deeds), e);
            }
        }
        assertEquals(Set.of(true, false), answers, "something is reached, and something is not");
    }

    private static Collection<Boolean> compare(PacketHost host, RandomStack stack, String manifest, List<String> deeds)
            throws Exception {
        host.apply(manifest);
        for (String deed : deeds) {
            PacketHost.run(deed);
        }
        Survey survey;
        try (LinuxKernel kernel = LinuxKernel.open()) {
            survey = kernel.survey();
        }
        listen(host, survey);
        assertEquals(List.of(), survey.unseen());
        Reachability reachability = Reachability.of(survey);
        Map<Probe, Boolean> expected = expectations(host, stack, survey, reachability);
        // IPv6 takes a moment before it speaks on new links: what differs is asked once more.
        Map<Probe, Boolean> different = differences(host, expected);
        if (!different.isEmpty()) {
            Thread.sleep(2000);
            different = differences(host, different);
        }
        List<String> told = new ArrayList<>();
        different.forEach((probe, yes) -> told.add(probe + ": can says " + (yes ? "yes" : "no") + ": "
                + ask(host, reachability, probe).deciding()));
        assertEquals("", String.join("\n", told), told.size() + " of " + expected.size());
        return expected.values();
    }

    /** At each address: a server of UDP at all of them answers from whatever address its routes say. */
    private static void listen(PacketHost host, Survey survey) {
        host.listen(host.outside(), PORTS);
        listen(host, host.host(), survey.host());
        for (SurveyedNetns container : survey.containers()) {
            listen(host, host.container(container.netns().name()), container);
        }
    }

    private static void listen(PacketHost host, Place place, SurveyedNetns netns) {
        for (String address : addresses(netns)) {
            for (int port : PORTS) {
                host.listenAt(place, address, port);
            }
        }
    }

    /** All but link-local ones. */
    private static Set<String> addresses(SurveyedNetns netns) {
        Set<String> addresses = new LinkedHashSet<>();
        for (SurveyedLink link : netns.links()) {
            for (InterfaceAddress each : link.addresses()) {
                if (each.address().family() == Family.V4 || !each.address().isLinkLocal()) {
                    addresses.add(each.address().toString());
                }
            }
        }
        return addresses;
    }

    private static Place container(String name) {
        return Place.named("shop." + name);
    }

    private static Map<Probe, Boolean> expectations(
            PacketHost host, RandomStack stack, Survey survey, Reachability reachability) {
        List<Place> senders = new ArrayList<>(List.of(host.host(), host.outside()));
        stack.containers().forEach(name -> senders.add(container(name)));
        Set<String> destinations = addresses(survey.host());
        survey.containers().forEach(container -> destinations.addAll(addresses(container)));
        destinations.addAll(OUTSIDE);
        Map<Probe, Boolean> expected = new LinkedHashMap<>();
        for (Place sender : senders) {
            for (String destination : destinations) {
                boolean loopback = destination.equals("127.0.0.1") || destination.equals("::1");
                boolean toItself = sender.equals(host.outside()) && OUTSIDE.contains(destination);
                if ((loopback && !sender.equals(host.host())) || toItself) {
                    continue;
                }
                add(Probe.ping(sender, destination), host, reachability, expected);
                for (int port : PORTS) {
                    for (Transport transport : List.of(Transport.TCP, Transport.UDP)) {
                        Probe.Tried tried = Probe.of(transport, sender, destination, port);
                        add(tried, host, reachability, expected);
                        if (sender.equals(host.outside()) && destination.indexOf(':') < 0 && port >= 8080) {
                            add(tried.as("192.0.2.99"), host, reachability, expected);
                        }
                    }
                }
            }
        }
        return expected;
    }

    /** What is unclear is not compared. */
    private static void add(
            Probe.Tried tried, PacketHost host, Reachability reachability, Map<Probe, Boolean> expected) {
        Probe lost = tried.isLost();
        switch (ask(host, reachability, lost).verdict()) {
            case YES -> expected.put(tried.reaches(host.host()), true);
            case NO -> expected.put(lost, false);
            case UNCLEAR -> {}
        }
    }

    private static Answer ask(PacketHost host, Reachability reachability, Probe probe) {
        Party from;
        if (probe.from().equals(host.host())) {
            from = new Party.Host();
        } else if (probe.from().equals(host.outside())) {
            String source = probe.isIpv4() ? PacketHost.OUTSIDE_V4 : PacketHost.OUTSIDE_V6;
            from = new Party.AddressOf(IpAddress.parse(
                    probe.source() == null ? source : probe.source().getHostAddress()));
        } else {
            from = new Party.Container("shop", probe.from().name().substring("shop.".length()));
        }
        Party to = new Party.AddressOf(IpAddress.parse(probe.to().getAddress().getHostAddress()));
        return switch (probe.transport()) {
            case PING -> reachability.askEcho(from, to);
            case TCP -> reachability.ask(from, to, new Port(probe.to().getPort(), Protocol.TCP));
            case UDP -> reachability.ask(from, to, new Port(probe.to().getPort(), Protocol.UDP));
        };
    }

    /** Those of which packets say otherwise. */
    private static Map<Probe, Boolean> differences(PacketHost host, Map<Probe, Boolean> expected) throws IOException {
        Map<Probe, Boolean> different = new TreeMap<>(Comparator.comparing(Probe::toString));
        host.send(List.copyOf(expected.keySet())).forEach((probe, outcome) -> {
            boolean answered = outcome instanceof Outcome.Answered;
            boolean yes = Boolean.TRUE.equals(expected.get(probe));
            if (answered != yes) {
                different.put(probe, yes);
            }
        });
        return different;
    }
}
