package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.Scope.SysctlName;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.Route;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Namespaces that jnetctl makes. */
public interface NamespaceContract extends Subject {
    @Test
    default void anAddedNamespaceIsObservedWithItsMark() {
        add(WEB_OWNER, Subject.web());
        assertHas(Subject.web(), WEB_OWNER);
    }

    @Test
    default void aNamespaceIsAddedWithItsLoopbackDownWhenAskedFor() {
        add(WEB_OWNER, new Namespace(WEB.name(), false));
        assertHas(new Namespace(WEB.name(), false), WEB_OWNER);
    }

    @Test
    default void theLoopbackOfANamespaceGoesUpAndDownInPlace() {
        add(WEB_OWNER, Subject.web());
        Namespace down = new Namespace(WEB.name(), false);
        assertSameObject(Subject.web(), () -> update(Subject.web(), down, "loopback_up"));
        assertHas(down, WEB_OWNER);
        update(down, Subject.web(), "loopback_up");
        assertHas(Subject.web(), WEB_OWNER);
    }

    @Test
    default void theMarkOfANamespaceIsChangedInPlace() {
        add(WEB_OWNER, Subject.web());
        Owner other = new Owner(STACK, "site");
        assertSameObject(
                Subject.web(), () -> done(new Operation.Update(Subject.web(), Subject.web(), Set.of("owner"), other)));
        assertHas(Subject.web(), other);
    }

    @Test
    default void aForeignNamespaceIsMarkedWhereItStands() {
        outside().addNamespace(WEB.name());
        Namespace foreign = new Namespace(WEB.name(), false);
        assertSameObject(
                foreign,
                () -> done(new Operation.Update(foreign, Subject.web(), Set.of("owner", "loopback_up"), WEB_OWNER)));
        assertHas(Subject.web(), WEB_OWNER);
    }

    @Test
    default void aNamespaceIsNotAddedTwice() {
        add(WEB_OWNER, Subject.web());
        refused("EEXIST", new Operation.Add(Subject.web(), WEB_OWNER));
    }

    @Test
    default void anAbsentNamespaceIsNotRemoved() {
        refused("ENOENT", new Operation.Remove(Subject.web()));
    }

    @Test
    default void anAbsentNamespaceIsNotUpdated() {
        refused("ENOENT", change(Subject.web(), Subject.web(), "loopback_up"));
    }

    @Test
    default void aForeignNamespaceIsInTheWay() {
        outside().addNamespace(WEB.name());
        assertForeign(new Namespace(WEB.name(), false));
        refused("EEXIST", new Operation.Add(Subject.web(), WEB_OWNER));
    }

    @Test
    default void theEmptyFileOfANamespaceNeverMountedIsTakenOver() {
        outside().leaveEmptyNamespaceFile(WEB.name());
        assertGone(Subject.web());
        add(WEB_OWNER, Subject.web());
        assertHas(Subject.web(), WEB_OWNER);
    }

    @Test
    default void inAFileThatNoNamespaceIsBoundToThereIsNothing() {
        outside().leaveEmptyNamespaceFile(WEB.name());
        Set<SysctlName> settings = Set.of(new SysctlName(WEB, "net.ipv4.ip_forward"));
        assertEquals(
                Observed.EMPTY.entries(),
                kernel().observe(new Scope(Set.of(STACK), Map.of(), settings)).entries());
        add(FRONT_OWNER, Subject.front());
        refused("ENOENT", new Operation.Add(Subject.end(), END_OWNER));
        refused("ENOENT", new Operation.Add(Subject.webAddress("10.10.0.5/24"), END_OWNER));
    }

    @Test
    default void namespacesOfOtherStacksAreNotLookedInto() {
        add(new Owner("blog", "web"), new Namespace("blog.web", true));
        assertGone(new Namespace("blog.web", true));
        assertEquals(Observed.EMPTY.entries(), observe().entries());
    }

    @Test
    default void aRemovedNamespaceTakesAllInItAndTheHostEndsOfItsPairs() {
        plumbWithAddresses();
        Route route = Subject.webRoute("0.0.0.0/0", "10.10.0.1");
        add(END_OWNER, route);
        remove(Subject.web());
        assertGone(Subject.web());
        assertGone(Subject.end());
        assertGone(Subject.webAddress("10.10.0.5/24"));
        assertGone(route);
        assertHas(Subject.front(), FRONT_OWNER);
    }

    @Test
    default void theNamesOfARemovedNamespaceAndItsPairsAreFreeAtOnce() {
        plumbWithAddresses();
        remove(Subject.web());
        add(WEB_OWNER, Subject.web());
        add(END_OWNER, Subject.end());
        assertHas(Subject.end(), END_OWNER);
        assertGone(Subject.webAddress("10.10.0.5/24"));
    }

    @Test
    default void foreignLinksInANamespaceAreObservedAsForeign() {
        add(WEB_OWNER, Subject.web());
        outside().addVeth(WEB, "tun0", WEB, "tun1");
        assertForeign(new OtherLink(WEB, "tun0", "veth"));
        assertForeign(new OtherLink(WEB, "tun1", "veth"));
    }

    @Test
    default void nothingIsDoneInANamespaceThatIsNotThere() {
        refused(
                "ENOENT",
                new Operation.Add(
                        new Address(Netns.named("shop.none"), "eth0", InterfaceAddress.parse("10.0.0.1/24")),
                        WEB_OWNER));
        refused(
                "ENOENT",
                new Operation.Add(
                        Route.via(
                                Netns.named("shop.none"), Cidr.parse("0.0.0.0/0"), IpAddress.parse("10.0.0.1"), "eth0"),
                        WEB_OWNER));
    }

    @Test
    default void whatComesAfterARefusedOperationIsNotRun() {
        var outcomes = kernel().execute(List.of(
                new Operation.Add(Subject.web(), WEB_OWNER),
                new Operation.Add(Subject.web(), WEB_OWNER),
                new Operation.Add(Subject.front(), FRONT_OWNER)));
        assertEquals(Outcome.DONE, outcomes.get(0));
        assertTrue(outcomes.get(1) instanceof Outcome.Failed);
        assertEquals(Outcome.NOT_RUN, outcomes.get(2));
        assertHas(Subject.web(), WEB_OWNER);
        assertGone(Subject.front());
    }
}
