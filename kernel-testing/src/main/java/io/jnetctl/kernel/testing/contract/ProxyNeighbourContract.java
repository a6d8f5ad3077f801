package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Sysctl;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** IPv6 addresses that the host answers for. */
public interface ProxyNeighbourContract extends Subject {
    private static ProxyNeighbour proxy(String address) {
        return new ProxyNeighbour("br-front", IpAddress.parse(address));
    }

    private void addWithBridge() {
        add(FRONT_OWNER, Subject.front());
        add(END_OWNER, proxy("fd00:10::5"));
    }

    @Test
    default void anAddedProxyNeighbourServesAllStacks() {
        addWithBridge();
        add(END_OWNER, proxy("fd00:10::6"));
        assertHas(proxy("fd00:10::5"), ProxyNeighbour.OWNER);
        assertHas(proxy("fd00:10::6"), ProxyNeighbour.OWNER);
    }

    @Test
    default void aRemovedProxyNeighbourIsGone() {
        addWithBridge();
        remove(proxy("fd00:10::5"));
        assertGone(proxy("fd00:10::5"));
        refused("ENOENT", new Operation.Remove(proxy("fd00:10::5")));
    }

    @Test
    default void aProxyNeighbourIsMadeOfAForeignOne() {
        add(FRONT_OWNER, Subject.front());
        outside().addProxyNeighbour("br-front", IpAddress.parse("fd00:10::5"));
        assertForeign(proxy("fd00:10::5"));
        add(END_OWNER, proxy("fd00:10::5"));
        assertHas(proxy("fd00:10::5"), ProxyNeighbour.OWNER);
    }

    @Test
    default void proxyNeighboursOfForeignLinksAreNotLookedAt() {
        add(FRONT_OWNER, Subject.front());
        outside().addBridge("br0");
        outside().addProxyNeighbour("br0", IpAddress.parse("fd00:10::5"));
        assertEquals(Map.of(), observe().all(ProxyNeighbour.class));
    }

    @Test
    default void aProxyNeighbourThatSomebodyDeletedIsGone() {
        addWithBridge();
        outside().deleteProxyNeighbour("br-front", IpAddress.parse("fd00:10::5"));
        assertGone(proxy("fd00:10::5"));
    }

    @Test
    default void aRemovedBridgeTakesItsProxyNeighbours() {
        addWithBridge();
        remove(Subject.front());
        add(FRONT_OWNER, Subject.front());
        assertGone(proxy("fd00:10::5"));
    }

    @Test
    default void aLinkThatGoesDownLosesItsProxyNeighbours() {
        addWithBridge();
        outside().setUp(Netns.HOST, "br-front", false);
        outside().setUp(Netns.HOST, "br-front", true);
        assertGone(proxy("fd00:10::5"));
    }

    @Test
    default void aBridgeWithoutLivePortsKeepsItsProxyNeighbours() {
        plumb();
        add(END_OWNER, proxy("fd00:10::5"));
        remove(Subject.end());
        assertHas(proxy("fd00:10::5"), ProxyNeighbour.OWNER);
    }

    @Test
    default void aLinkWithAnMtuBelowIpv6sLeastHasNoProxyNeighbours() {
        addWithBridge();
        outside().setMtu(Netns.HOST, "br-front", 1279);
        assertGone(proxy("fd00:10::5"));
        refused("ENOBUFS", new Operation.Add(proxy("fd00:10::5"), END_OWNER));
    }

    @Test
    default void aLinkThatLeavesIpv6LosesItsProxyNeighbours() {
        addWithBridge();
        Sysctl off = new Sysctl(Netns.HOST, "net.ipv6.conf.br-front.disable_ipv6", "1");
        done(new Operation.Update(off, off, Set.of("value"), FRONT_OWNER));
        assertGone(proxy("fd00:10::5"));
    }

    @Test
    default void aProxyNeighbourNeedsItsLink() {
        refused("ENODEV", new Operation.Add(proxy("fd00:10::5"), END_OWNER));
    }
}
