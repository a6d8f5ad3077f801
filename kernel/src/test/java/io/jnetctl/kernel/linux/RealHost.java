package io.jnetctl.kernel.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.linux.host.PrivateHost;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Veth;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real kernel in a private host, and the words of tests on it. */
public final class RealHost {
    public static final Owner FRONT = new Owner("shop", "front");
    public static final Owner WEB = new Owner("shop", "web");
    public static final Owner END = new Owner("shop", "web/front");
    public static final Netns WEB_NETNS = Netns.named("shop.web");
    public static final Scope SHOP = new Scope(Set.of("shop"), Map.of(), Set.of());

    private final LinuxKernel kernel;

    private RealHost(LinuxKernel kernel) {
        this.kernel = kernel;
    }

    /** What a test does on its host. */
    @FunctionalInterface
    public interface Body {
        void run(RealHost host) throws Exception;
    }

    /** Runs a test in a host that nobody else sees. */
    public static void run(Body body) throws Exception {
        PrivateHost.call(() -> {
            try (LinuxKernel kernel = LinuxKernel.open()) {
                body.run(new RealHost(kernel));
            }
            return true;
        });
    }

    public LinuxKernel kernel() {
        return kernel;
    }

    public void add(Owner owner, Resource... resources) {
        for (Resource resource : resources) {
            execute(new Operation.Add(resource, owner));
        }
    }

    public void remove(Resource... resources) {
        for (Resource resource : resources) {
            execute(new Operation.Remove(resource));
        }
    }

    /** Fails unless all are done. */
    public void execute(Operation... operations) {
        for (Outcome outcome : kernel.execute(List.of(operations))) {
            if (outcome instanceof Outcome.Failed(KernelException reason)) {
                throw reason;
            }
            assertEquals(Outcome.DONE, outcome);
        }
    }

    /** Fails unless it is refused with that errno; the message. */
    public String refused(String errno, Operation operation) {
        Outcome outcome = kernel.execute(List.of(operation)).getFirst();
        KernelException reason = assertInstanceOf(Outcome.Failed.class, outcome).reason();
        String message = String.valueOf(reason.getMessage());
        assertEquals(errno, reason.errno(), message);
        return message;
    }

    public Observed observe() {
        return kernel.observe(SHOP);
    }

    public void assertHas(Resource resource, Owner owner) {
        assertEquals(
                new Observed.Entry(resource, owner),
                observe().get(resource.key()).orElse(null));
    }

    public void assertGone(Resource resource) {
        assertEquals(null, observe().get(resource.key()).orElse(null));
    }

    public static Bridge bridge() {
        return new Bridge("br-front", MacAddress.parse("02:42:00:00:00:01"), 1500, true, NetworkPolicy.NONE);
    }

    public static Namespace namespace() {
        return new Namespace("shop.web", true);
    }

    public static Veth veth() {
        return new Veth(
                "v-web", WEB_NETNS, "eth0", "br-front", MacAddress.parse("02:42:0a:0a:00:05"), 1500, true, true, false);
    }

    public static Address address(Netns netns, String link, String address) {
        return new Address(netns, link, InterfaceAddress.parse(address));
    }

    /** A container of that name on the bridge. */
    public void container(String name, String hostEnd, String address) {
        Netns netns = Netns.named("shop." + name);
        Owner end = new Owner("shop", name + "/front");
        MacAddress mac = MacAddress.ofIpv4(
                IpAddress.parse(InterfaceAddress.parse(address).address().toString()));
        add(new Owner("shop", name), new Namespace(netns.name(), true));
        add(
                end,
                new Veth(hostEnd, netns, "eth0", "br-front", mac, 1500, true, true, false),
                address(netns, "eth0", address));
    }
}
