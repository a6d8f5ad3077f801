package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.kernel.testing.Outside;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kernel under test and the words that the tests are written in. */
public interface Subject {
    /** The stack that the tests make things for. */
    String STACK = "shop";

    Netns WEB = Netns.named("shop.web");
    Owner WEB_OWNER = new Owner(STACK, "web");
    Owner FRONT_OWNER = new Owner(STACK, "front");
    Owner END_OWNER = new Owner(STACK, "web/front");

    /** The kernel of a host that nothing has been done to. */
    Kernel kernel();

    /** What others do on that host. */
    Outside outside();

    default void add(Owner owner, Resource... resources) {
        for (Resource resource : resources) {
            done(new Operation.Add(resource, owner));
        }
    }

    default void update(Resource before, Resource after, String... changed) {
        done(change(before, after, changed));
    }

    default void remove(Resource resource) {
        done(new Operation.Remove(resource));
    }

    default Operation change(Resource before, Resource after, String... changed) {
        Owner owner = observed(before).map(Observed.Entry::owner).orElse(WEB_OWNER);
        return new Operation.Update(before, after, Set.of(changed), owner);
    }

    default void done(Operation operation) {
        Outcome outcome = kernel().execute(List.of(operation)).getFirst();
        if (outcome instanceof Outcome.Failed(KernelException reason)) {
            throw reason;
        }
        assertEquals(Outcome.DONE, outcome);
    }

    /** Fails unless the kernel refuses with this errno and a complete message, and nothing is changed by it. */
    default String refused(String errno, Operation operation) {
        Observed before = observe();
        Outcome outcome = kernel().execute(List.of(operation)).getFirst();
        KernelException reason = assertInstanceOf(Outcome.Failed.class, outcome).reason();
        String message = String.valueOf(reason.getMessage());
        assertEquals(errno, reason.errno(), message);
        assertTrue(message.contains("(" + errno + ")"), message);
        assertEquals(before, observe());
        return message;
    }

    default Scope scope() {
        return new Scope(Set.of(STACK), Map.of(), Set.of());
    }

    default Scope attached(AttachedNetns netns) {
        return new Scope(Set.of(STACK), Map.of(WEB_OWNER, netns), Set.of());
    }

    default Observed observe() {
        return kernel().observe(scope());
    }

    default Optional<Observed.Entry> observed(Resource resource) {
        return observe().get(resource.key());
    }

    default void assertHas(Resource resource, Owner owner) {
        assertEquals(Optional.of(new Observed.Entry(resource, owner)), observed(resource));
    }

    /** Fails unless the resource is there and nobody's. */
    default void assertForeign(Resource resource) {
        assertEquals(Optional.of(new Observed.Entry(resource, null)), observed(resource));
    }

    default void assertGone(Resource resource) {
        assertEquals(Optional.empty(), observed(resource));
    }

    /** Fails unless the change leaves the object the same one. */
    default void assertSameObject(Resource resource, Runnable change) {
        long before = outside().identity(resource).orElseThrow();
        change.run();
        assertEquals(before, outside().identity(resource).orElseThrow());
    }

    static Namespace web() {
        return new Namespace(WEB.name(), true);
    }

    static Bridge front() {
        return new Bridge("br-front", mac("02:42:00:00:00:01"), 1500, true, NetworkPolicy.NONE);
    }

    static Veth end() {
        return new Veth("v-web", WEB, "eth0", "br-front", mac("02:42:0a:0a:00:05"), 1500, true, true, false);
    }

    static Address address(Netns netns, String link, String address) {
        return new Address(netns, link, InterfaceAddress.parse(address));
    }

    static Address webAddress(String address) {
        return address(WEB, "eth0", address);
    }

    static Route webRoute(String destination, String gateway) {
        return Route.via(WEB, Cidr.parse(destination), IpAddress.parse(gateway), "eth0");
    }

    static MacAddress mac(String text) {
        return MacAddress.parse(text);
    }

    /** A bridge, a namespace, and a pair between them. */
    default void plumb() {
        add(FRONT_OWNER, front());
        add(WEB_OWNER, web());
        add(END_OWNER, end());
    }

    /** A plumbed container that has an address of both families. */
    default void plumbWithAddresses() {
        plumb();
        add(END_OWNER, webAddress("10.10.0.5/24"), webAddress("fd00:10::5/64"));
    }
}
