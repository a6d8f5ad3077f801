package io.jnetctl.reconciler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.flow.FlowPattern;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.StaleFlows;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an interrupted apply had left, and nobody could make again, is not brought back. */
final class WayBackTest {
    private static final Netns WEB = Netns.named("shop.web");
    private static final Owner OWNER = new Owner("shop", "web/front");
    private static final Observed.Entry ADDRESS =
            new Observed.Entry(new Address(WEB, "eth0", InterfaceAddress.parse("fd10::5/64")), OWNER);
    private static final Observed.Entry ROUTE =
            new Observed.Entry(Route.via(WEB, Cidr.parse("::/0"), IpAddress.parse("fd10::1"), "eth0"), OWNER);

    private static List<Observed.Entry> ours(Observed.Entry... before) {
        return WayBack.ours(List.of(before), Set.of("shop"));
    }

    @Test
    void aRouteNeedsTheAddressThatItsGatewayIsReachedBy() {
        assertEquals(List.of(ADDRESS, ROUTE), ours(ADDRESS, ROUTE));
        assertEquals(List.of(), ours(ROUTE));
    }

    @Test
    void flowsThatWereToEndDoNotBegin() {
        StaleFlows flows = new StaleFlows(new FlowPattern.With(IpAddress.parse("10.10.0.9")));
        assertEquals(List.of(), ours(new Observed.Entry(flows, new Owner("*", "flows"))));
    }
}
