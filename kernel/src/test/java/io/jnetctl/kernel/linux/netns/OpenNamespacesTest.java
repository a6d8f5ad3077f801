package io.jnetctl.kernel.linux.netns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.RealHost;
import io.jnetctl.kernel.linux.execute.Executor;
import io.jnetctl.kernel.linux.firewall.Firewall;
import io.jnetctl.kernel.linux.sysctl.Sysctls;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Veth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With a bound that is far too small. */
class OpenNamespacesTest {
    private static final int MOST = 2;
    private static final int COUNT = 10;
    private static final Owner OWNER = new Owner("shop", "web");

    @Test
    void whatIsInUseStaysOpenHoweverMuchItIs() throws Exception {
        inAHostWithNamespaces(namespaces -> {
            List<OpenNetns> got = all().stream().map(namespaces::get).toList();
            for (OpenNetns each : got) {
                assertEquals(1, each.tables().links().size());
            }
            namespaces.release();
            assertEquals(MOST, held(namespaces));
            assertEquals(
                    COUNT - MOST,
                    got.stream().filter(OpenNamespacesTest::isClosed).count());
        });
    }

    @Test
    void whatWasClosedIsOpenedAgainAndWhatWasNotIsTheSame() throws Exception {
        inAHostWithNamespaces(namespaces -> {
            for (Netns netns : all()) {
                OpenNetns first = namespaces.get(netns);
                assertSame(first, namespaces.get(netns));
                namespaces.release();
                boolean closed = isClosed(first);
                OpenNetns second = namespaces.get(netns);
                if (closed) {
                    assertNotSame(first, second);
                } else {
                    assertSame(first, second);
                }
                assertFalse(isClosed(second));
                namespaces.release();
            }
            assertEquals(MOST, held(namespaces));
        });
    }

    @Test
    void aNameThatMeansAnotherNamespaceByNowIsOpenedAnew() throws Exception {
        RealHost.run(host -> {
            host.add(OWNER, new Namespace("shop.c0", true));
            try (OpenNamespaces namespaces = new OpenNamespaces(MOST)) {
                OpenNetns before = namespaces.get(Netns.named("shop.c0"));
                host.remove(new Namespace("shop.c0", true));
                host.add(OWNER, new Namespace("shop.c0", true));
                namespaces.release();
                namespaces.refresh();
                assertNotSame(before, namespaces.get(Netns.named("shop.c0")));
                assertEquals(true, isClosed(before));
            }
        });
    }

    @Test
    void closingClosesAllOfThem() throws Exception {
        List<OpenNetns> got = new ArrayList<>();
        inAHostWithNamespaces(namespaces -> {
            all().forEach(netns -> got.add(namespaces.get(netns)));
            got.add(namespaces.get(Netns.HOST));
        });
        assertEquals(
                COUNT + 1, got.stream().filter(OpenNamespacesTest::isClosed).count());
    }

    @Test
    void oneBatchMakesAndRemovesMoreNamespacesThanAreHeldOpen() throws Exception {
        RealHost.run(host -> {
            try (OpenNamespaces namespaces = new OpenNamespaces(MOST)) {
                List<Resource> resources = new ArrayList<>();
                all().forEach(netns -> resources.add(new Namespace(netns.name(), true)));
                all().forEach(netns -> resources.add(pair(netns)));
                all().forEach(netns -> resources.add(RealHost.address(netns, "eth0", "10.10.0.5/24")));
                List<Operation> operations = new ArrayList<>();
                resources.forEach(resource -> operations.add(new Operation.Add(resource, OWNER)));
                assertDone(namespaces, operations);
                assertEquals(COUNT, host.observe().all(Address.class).size());
                assertEquals(MOST, held(namespaces));
                List<Operation> removals = new ArrayList<>();
                all().forEach(netns -> removals.add(new Operation.Remove(new Namespace(netns.name(), true))));
                assertDone(namespaces, removals);
                assertEquals(0, host.observe().all(Veth.class).size());
                assertEquals(0, held(namespaces));
            }
        });
    }

    private static void assertDone(OpenNamespaces namespaces, List<Operation> operations) {
        Executor executor =
                new Executor(namespaces, Firewall.ofEnvironment(), new Sysctls(namespaces), Executor.Follower.NONE);
        for (Outcome outcome : executor.execute(operations)) {
            assertEquals(Outcome.DONE, outcome);
        }
    }

    private interface Body {
        void run(OpenNamespaces namespaces);
    }

    private static void inAHostWithNamespaces(Body body) throws Exception {
        RealHost.run(host -> {
            all().forEach(netns -> host.add(OWNER, new Namespace(netns.name(), true)));
            try (OpenNamespaces namespaces = new OpenNamespaces(MOST)) {
                body.run(namespaces);
            }
        });
    }

    private static List<Netns> all() {
        return IntStream.range(0, COUNT)
                .mapToObj(n -> Netns.named("shop.c" + n))
                .toList();
    }

    private static Veth pair(Netns netns) {
        MacAddress mac = MacAddress.parse("02:42:0a:0a:00:05");
        return new Veth(netns.name().replace("shop.", "v-"), netns, "eth0", "", mac, 1500, true, true, false);
    }

    private static long held(OpenNamespaces namespaces) {
        return all().stream().filter(netns -> namespaces.held(netns) != null).count();
    }

    private static boolean isClosed(OpenNetns netns) {
        try {
            netns.fd().number();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
