package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.KernelEvents;
import io.jnetctl.kernel.KernelEvents.Topic;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Sysctl;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What makes a noise, and that the noise ends. */
public interface EventContract extends Subject {
    /** For what happens at once; a busy machine may take its time to tell. */
    Duration LONG = Duration.ofMinutes(1);

    /** For what does not happen: nothing more comes in so much time. */
    Duration QUIET = Duration.ofMillis(150);

    @Test
    default void whateverOthersDoIsTold() {
        plumbWithAddresses();
        Netns lonely = Netns.named("shop.lonely");
        FileLocation hosts = FileRoot.ofNamed(WEB.name()).file("hosts");
        String routeLocalnet = "net.ipv4.conf.br-front.route_localnet";
        add(new Owner(STACK, "lonely"), new Namespace(lonely.name(), true));
        add(WEB_OWNER, new ManagedFile(ManagedFile.Role.HOSTS, hosts, WEB.name(), List.of("10.10.0.5\tweb")));
        add(FRONT_OWNER, new Sysctl(Netns.HOST, routeLocalnet, "1"));
        add(WEB_OWNER, new Sysctl(WEB, "net.ipv4.conf.eth0.accept_local", "1"));

        Map<String, Runnable> deeds = new LinkedHashMap<>();
        deeds.put("mtu", () -> outside().setMtu(Netns.HOST, "v-web", 1400));
        deeds.put("mtu inside", () -> outside().setMtu(WEB, "eth0", 1400));
        deeds.put("group", () -> outside().setGroup("br-front", 7));
        deeds.put("isolated", () -> outside().setIsolated("v-web", true));
        deeds.put("address inside", () -> outside().deleteAddress(WEB, "eth0", InterfaceAddress.parse("10.10.0.5/24")));
        deeds.put(
                "IPv6 address inside",
                () -> outside().deleteAddress(WEB, "eth0", InterfaceAddress.parse("fd00:10::5/64")));
        deeds.put("address", () -> outside().addAddress(Netns.HOST, "br-front", InterfaceAddress.parse("10.9.0.1/24")));
        deeds.put("rule", () -> outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-j", "ACCEPT")));
        deeds.put("flush", () -> outside().flush(Family.V4, "filter", "FORWARD"));
        deeds.put("IPv6 rule", () -> outside().appendRule(Family.V6, "filter", "FORWARD", List.of("-j", "ACCEPT")));
        deeds.put("forwarding", () -> outside().setSysctl(Netns.HOST, "net.ipv4.ip_forward", "1"));
        deeds.put("setting", () -> outside().setSysctl(Netns.HOST, routeLocalnet, "0"));
        deeds.put("setting inside", () -> outside().setSysctl(WEB, "net.ipv4.conf.eth0.accept_local", "0"));
        deeds.put("hosts file", () -> outside().writeFile(hosts.path(), "192.0.2.1\tother\n"));
        deeds.put("no hosts file", () -> outside().deleteFile(hosts.path()));
        deeds.put("down without a pair", () -> outside().setUp(lonely, "lo", false));
        deeds.put("down inside", () -> outside().setUp(WEB, "eth0", false));
        deeds.put("master", () -> outside().setMaster("v-web", ""));
        deeds.put("name", () -> outside().rename(Netns.HOST, "br-front", "br-other"));
        deeds.put("no link", () -> outside().deleteLink(Netns.HOST, "v-web"));
        deeds.put("no namespace", () -> outside().deleteNamespace(lonely.name()));
        deeds.put("namespace", () -> outside().addNamespace("theirs"));

        Scope scope = new Scope(Set.of(STACK), Map.of(), Set.of());
        try (KernelEvents events = kernel().watch()) {
            deeds.forEach((what, deed) -> {
                settle(events, scope);
                deed.run();
                assertEquals(Set.of(Topic.HOST), events.await(LONG), what);
            });
        }
    }

    @Test
    default void toLookMakesNoNoiseThatAsksForAnotherLook() {
        plumb();
        try (KernelEvents events = kernel().watch()) {
            settle(events, scope());
            for (int i = 0; i < 5; i++) {
                observe();
            }
            assertEquals(Set.of(), events.await(QUIET));
        }
    }

    @Test
    default void aWaitEndsWhenAnotherThreadSaysSo() throws Exception {
        try (KernelEvents events = kernel().watch()) {
            settle(events, scope());
            Thread waking = Thread.ofPlatform().start(events::wake);
            assertEquals(Set.of(), events.await(LONG));
            waking.join();
        }
    }

    /** Looks until nothing happens any more; what the kernel does on its own after a change takes it a while. */
    private void settle(KernelEvents events, Scope scope) {
        do {
            kernel().observe(scope);
        } while (!events.await(QUIET).isEmpty());
    }
}
