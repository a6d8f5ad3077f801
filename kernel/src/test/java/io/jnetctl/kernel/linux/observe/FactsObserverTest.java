package io.jnetctl.kernel.linux.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.HostFacts.OccupiedPrefix;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.linux.route.AddressMessage;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.route.RouteAttribute;
import io.jnetctl.kernel.linux.route.RouteMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsObserverTest {
    private static final int THERE = 3;

    /** In the list of routes or of addresses, and gone when links were listed, or come since. */
    private static final int ELSEWHEN = 7;

    /** What a bridge of ours leaves of itself as it is deleted would else be in the way of its own network. */
    @Test
    void whatIsOnALinkThatIsGoneByTheNextTableOccupiesNothing() {
        NetnsSnapshot host = new NetnsSnapshot(
                Netns.HOST,
                "net:[1]",
                List.of(LinkMessage.ofIndex(THERE).with(new LinkAttribute.Name("eth0"))),
                List.of(address(THERE, "192.0.2.5/24"), address(ELSEWHEN, "10.10.0.1/24")),
                List.of(
                        RouteMessage.to(Cidr.parse("198.51.100.0/24")).with(new RouteAttribute.OutputLink(THERE)),
                        RouteMessage.to(Cidr.parse("10.10.0.0/24")).with(new RouteAttribute.OutputLink(ELSEWHEN)),
                        RouteMessage.to(Cidr.parse("203.0.113.0/24"))
                                .as(
                                        RouteMessage.RTPROT_STATIC,
                                        RouteMessage.RT_SCOPE_UNIVERSE,
                                        RouteMessage.RTN_BLACKHOLE)));
        assertEquals(
                List.of(
                        new OccupiedPrefix(Cidr.parse("192.0.2.0/24"), "eth0"),
                        new OccupiedPrefix(Cidr.parse("198.51.100.0/24"), "eth0"),
                        new OccupiedPrefix(Cidr.parse("203.0.113.0/24"), null)),
                FactsObserver.occupied(host));
    }

    private static AddressMessage address(int link, String text) {
        return AddressMessage.of(link, InterfaceAddress.parse(text));
    }
}
