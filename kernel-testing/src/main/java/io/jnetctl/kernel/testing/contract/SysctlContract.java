package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Sysctl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Settings. */
public interface SysctlContract extends Subject {
    String FORWARD = "net.ipv4.ip_forward";
    String WEB_REDIRECTS = "net.ipv4.conf.all.send_redirects";

    private static Sysctl forward(String value) {
        return new Sysctl(Netns.HOST, FORWARD, value);
    }

    private Observed.Entry observedSetting(Netns netns, String name) {
        Scope scope = new Scope(Set.of(STACK), Map.of(), Set.of(new Scope.SysctlName(netns, name)));
        return kernel().observe(scope).entries().values().stream()
                .filter(entry -> entry.resource() instanceof Sysctl)
                .findFirst()
                .orElseThrow();
    }

    @Test
    default void aSettingThatNobodyChangedIsForeign() {
        outside().setSysctl(Netns.HOST, FORWARD, "0");
        assertEquals(new Observed.Entry(forward("0"), null), observedSetting(Netns.HOST, FORWARD));
    }

    @Test
    default void settingsThatNobodyChangedAreObservedOnlyWhenAskedFor() {
        assertEquals(Optional.empty(), observed(forward("0")));
    }

    @Test
    default void aSettingThatWasChangedIsObservedUnasked() {
        outside().setSysctl(Netns.HOST, FORWARD, "0");
        done(new Operation.Update(forward("0"), forward("1"), Set.of("value"), FRONT_OWNER));
        assertHas(forward("1"), FRONT_OWNER);
    }

    @Test
    default void settingGoesWithItsLink() {
        plumb();
        Sysctl setting = new Sysctl(WEB, "net.ipv4.conf.eth0.rp_filter", "2");
        done(new Operation.Update(setting, setting, Set.of("value"), WEB_OWNER));
        assertHas(setting, WEB_OWNER);
        outside().deleteLink(WEB, "eth0");
        assertGone(setting);
    }

    @Test
    default void theSettingsOfALinkFollowItToAnotherName() {
        plumb();
        Sysctl inside = new Sysctl(WEB, "net.ipv4.conf.eth0.rp_filter", "2");
        Sysctl bridges = new Sysctl(Netns.HOST, "net.ipv4.neigh.br-front.proxy_delay", "0");
        done(new Operation.Update(inside, inside, Set.of("value"), WEB_OWNER));
        done(new Operation.Update(bridges, bridges, Set.of("value"), FRONT_OWNER));
        outside().rename(WEB, "eth0", "lan.0");
        outside().rename(Netns.HOST, "br-front", "br-moved");
        assertGone(inside);
        assertGone(bridges);
        assertHas(inside.ofLink("lan.0"), WEB_OWNER);
        assertHas(bridges.ofLink("br-moved"), FRONT_OWNER);
        remove(bridges.ofLink("br-moved"));
        assertEquals("80", outside().readSysctl(Netns.HOST, "net.ipv4.neigh.br-moved.proxy_delay"));
        outside().rename(WEB, "lan.0", "eth0");
        assertHas(inside, WEB_OWNER);
    }

    @Test
    default void aLinkOfTheSameNameHasNothingOfTheSettingsOfARenamedOne() {
        plumb();
        Sysctl setting = new Sysctl(Netns.HOST, "net.ipv4.conf.br-front.route_localnet", "1");
        done(new Operation.Update(setting, setting, Set.of("value"), FRONT_OWNER));
        outside().rename(Netns.HOST, "br-front", "br-moved");
        outside().addBridge("br-front");
        assertGone(setting);
        assertHas(setting.ofLink("br-moved"), FRONT_OWNER);
    }

    @Test
    default void aNewBridgeDoesNotWaitForOthersWithItsLinkLocalAddress() {
        add(FRONT_OWNER, Subject.front());
        assertEquals("0", outside().readSysctl(Netns.HOST, "net.ipv6.conf.br-front.accept_dad"));
        assertEquals(Map.of(), observe().all(Sysctl.class));
    }

    @Test
    default void settingsOfABridgesNeighboursGoWithIt() {
        add(FRONT_OWNER, Subject.front());
        for (String name : List.of("net.ipv4.neigh.br-front.proxy_delay", "net.ipv6.neigh.br-front.proxy_delay")) {
            Sysctl setting = new Sysctl(Netns.HOST, name, "0");
            done(new Operation.Update(setting, setting, Set.of("value"), FRONT_OWNER));
            assertHas(setting, FRONT_OWNER);
        }
        remove(Subject.front());
        assertEquals(Map.of(), observe().all(Sysctl.class));
        add(FRONT_OWNER, Subject.front());
        assertEquals(Map.of(), observe().all(Sysctl.class));
        assertEquals("80", outside().readSysctl(Netns.HOST, "net.ipv4.neigh.br-front.proxy_delay"));
    }

    @Test
    default void settingsOfABridgeWithADotInItsNameArePutBack() {
        Bridge dotted = new Bridge("br.front", null, 1500, true, NetworkPolicy.NONE);
        add(FRONT_OWNER, dotted);
        for (String name : List.of(
                "net.ipv4.conf.br/front.proxy_arp_pvlan",
                "net.ipv4.neigh.br/front.proxy_delay",
                "net.ipv6.conf.br/front.proxy_ndp")) {
            String before = outside().readSysctl(Netns.HOST, name);
            Sysctl setting = new Sysctl(Netns.HOST, name, "0".equals(before) ? "1" : "0");
            done(new Operation.Update(setting, setting, Set.of("value"), FRONT_OWNER));
            assertHas(setting, FRONT_OWNER);
            remove(setting);
            assertEquals(before, outside().readSysctl(Netns.HOST, name));
            assertGone(setting);
        }
    }

    @Test
    default void aChangedSettingIsOursAndItsRemovalPutsTheValueFromBeforeBack() {
        outside().setSysctl(Netns.HOST, FORWARD, "0");
        update(forward("0"), forward("1"), "value");
        Observed.Entry changed = observedSetting(Netns.HOST, FORWARD);
        assertEquals(forward("1"), changed.resource());
        assertEquals(true, changed.isOwnedBy(STACK));
        assertEquals("1", outside().readSysctl(Netns.HOST, FORWARD));
        remove(forward("1"));
        assertEquals("0", outside().readSysctl(Netns.HOST, FORWARD));
        assertEquals(new Observed.Entry(forward("0"), null), observedSetting(Netns.HOST, FORWARD));
    }

    @Test
    default void theValueFromBeforeIsThatBeforeTheFirstChange() {
        outside().setSysctl(Netns.HOST, "net.ipv4.conf.all.rp_filter", "0");
        Sysctl one = new Sysctl(Netns.HOST, "net.ipv4.conf.all.rp_filter", "1");
        Sysctl two = new Sysctl(Netns.HOST, "net.ipv4.conf.all.rp_filter", "2");
        update(one, one, "value");
        update(one, two, "value");
        remove(two);
        assertEquals("0", outside().readSysctl(Netns.HOST, "net.ipv4.conf.all.rp_filter"));
    }

    @Test
    default void aSettingThatSomebodyElseChangedBackIsObservedSo() {
        outside().setSysctl(Netns.HOST, FORWARD, "0");
        update(forward("0"), forward("1"), "value");
        outside().setSysctl(Netns.HOST, FORWARD, "0");
        assertEquals(forward("0"), observedSetting(Netns.HOST, FORWARD).resource());
    }

    @Test
    default void aSettingThatDoesNotExistIsRefused() {
        Sysctl none = new Sysctl(Netns.HOST, "net.ipv4.no_such_thing", "1");
        String message = refused("ENOENT", change(none, none, "value"));
        assertEquals(true, message.contains("net.ipv4.no_such_thing"), message);
    }

    @Test
    default void aValueThatASettingDoesNotTakeIsRefused() {
        outside().setSysctl(Netns.HOST, FORWARD, "0");
        refused("EINVAL", change(forward("0"), forward("maybe"), "value"));
        assertNull(observedSetting(Netns.HOST, FORWARD).owner());
    }

    @Test
    default void aSettingOfAMadeNamespaceEndsWithIt() {
        add(WEB_OWNER, Subject.web());
        Sysctl before = new Sysctl(WEB, WEB_REDIRECTS, outside().readSysctl(WEB, WEB_REDIRECTS));
        Sysctl after = new Sysctl(WEB, WEB_REDIRECTS, "1".equals(before.value()) ? "0" : "1");
        done(new Operation.Update(before, after, Set.of("value"), WEB_OWNER));
        assertHas(after, WEB_OWNER);
        assertEquals(after.value(), outside().readSysctl(WEB, WEB_REDIRECTS));
        remove(Subject.web());
        add(WEB_OWNER, Subject.web());
        assertEquals(before.value(), outside().readSysctl(WEB, WEB_REDIRECTS));
    }

    @Test
    default void aSettingOfAnInterfaceHasSlashesForItsDots() {
        outside().addBridge("br.front");
        Sysctl setting = new Sysctl(Netns.HOST, "net.ipv4.conf.br/front.route_localnet", "1");
        done(new Operation.Update(setting, setting, Set.of("value"), FRONT_OWNER));
        assertEquals(setting, observedSetting(Netns.HOST, setting.name()).resource());
        assertEquals("1", outside().readSysctl(Netns.HOST, setting.name()));
    }
}
