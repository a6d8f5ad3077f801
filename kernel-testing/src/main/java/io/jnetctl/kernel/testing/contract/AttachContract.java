package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Veth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Namespaces that others made. */
public interface AttachContract extends Subject {
    Netns LAB = new Netns("lab", "/run/netns/lab");

    private AttachedNetns locateLab() {
        outside().addNamespace("lab");
        return kernel().locate(new AttachTarget.Path(LAB.path()));
    }

    private static Veth labEnd() {
        return new Veth("v-lab", LAB, "eth7", "", Subject.mac("02:42:0a:0a:00:07"), 1500, true, true, false);
    }

    @Test
    default void aNamespaceIsLocatedByItsPath() {
        assertEquals(new AttachedNetns(LAB, FileRoot.ofNamed("lab")), locateLab());
    }

    @Test
    default void aNamespaceThatIsNotThereIsNotLocated() {
        KernelException refusal =
                assertThrows(KernelException.class, () -> kernel().locate(new AttachTarget.Path("/run/netns/none")));
        assertEquals("ENOENT", refusal.errno());
    }

    @Test
    default void anAttachedNamespaceIsPlumbedAndObservedUnderItsName() {
        AttachedNetns lab = locateLab();
        Address address = Subject.address(LAB, "eth7", "10.10.0.7/24");
        Route route = Route.via(LAB, Cidr.parse("0.0.0.0/0"), IpAddress.parse("10.10.0.1"), "eth7");
        add(END_OWNER, labEnd(), address, route);
        Observed observed = kernel().observe(attached(lab));
        assertEquals(Optional.of(new Observed.Entry(labEnd(), END_OWNER)), observed.get(labEnd().key()));
        assertEquals(Optional.of(new Observed.Entry(address, END_OWNER)), observed.get(address.key()));
        assertEquals(Optional.of(new Observed.Entry(route, END_OWNER)), observed.get(route.key()));
        assertEquals(0, observed.all(Namespace.class).size());
    }

    @Test
    default void whatOthersHaveInAnAttachedNamespaceIsForeign() {
        AttachedNetns lab = locateLab();
        outside().addVeth(Netns.HOST, "theirs", LAB, "eth0");
        OtherLink link = new OtherLink(LAB, "eth0", "veth");
        assertEquals(
                Optional.of(new Observed.Entry(link, null)),
                kernel().observe(attached(lab)).get(link.key()));
    }

    @Test
    default void anAttachedNamespaceOutlivesWhatWasPlumbedIntoIt() {
        AttachedNetns lab = locateLab();
        add(END_OWNER, labEnd());
        remove(labEnd());
        assertEquals(lab, kernel().locate(new AttachTarget.Path(LAB.path())));
        assertEquals(0, kernel().observe(attached(lab)).all(Veth.class).size());
    }

    @Test
    default void aBlackholeInAnAttachedNamespaceIsTheFirstPairs() {
        AttachedNetns lab = locateLab();
        Route route = Route.blackhole(LAB, Cidr.parse("192.0.2.0/24"));
        add(END_OWNER, labEnd(), route);
        assertEquals(
                Optional.of(new Observed.Entry(route, END_OWNER)),
                kernel().observe(attached(lab)).get(route.key()));
    }

    @Test
    default void filesOfAnAttachedNamespaceAreObserved() {
        AttachedNetns lab = locateLab();
        ManagedFile hosts =
                new ManagedFile(Role.HOSTS, FileRoot.ofNamed("lab").file("hosts"), LAB.name(), List.of("one"));
        outside().writeFile("/etc/netns/lab/hosts", "# mine\n");
        add(new Owner(STACK, "lab"), hosts);
        assertEquals(
                Optional.of(new Observed.Entry(hosts, new Owner(STACK, "lab"))),
                kernel().observe(attached(lab)).get(hosts.key()));
    }

    @Test
    default void whatWasPlumbedIntoANamespaceThatTheScopeNamesNoMoreIsFound() {
        AttachedNetns lab = locateLab();
        Address address = Subject.address(LAB, "eth7", "10.10.0.7/24");
        Route route = Route.via(LAB, Cidr.parse("0.0.0.0/0"), IpAddress.parse("10.10.0.1"), "eth7");
        add(END_OWNER, labEnd(), address, route);
        Netns found = new Netns("shop.web", LAB.path());
        Veth pair = new Veth("v-lab", found, "eth7", "", Subject.mac("02:42:0a:0a:00:07"), 1500, true, true, false);
        assertHas(pair, END_OWNER);
        assertHas(Subject.address(found, "eth7", "10.10.0.7/24"), END_OWNER);
        assertHas(Route.via(found, Cidr.parse("0.0.0.0/0"), IpAddress.parse("10.10.0.1"), "eth7"), END_OWNER);
        remove(Route.via(found, Cidr.parse("0.0.0.0/0"), IpAddress.parse("10.10.0.1"), "eth7"));
        remove(pair);
        assertEquals(0, observe().all(Veth.class).size());
        assertEquals(lab, kernel().locate(new AttachTarget.Path(LAB.path())));
    }

    @Test
    default void aNamespaceThatTheScopeNamesNoMoreDoesNotTakeTheNameOfAnother() {
        locateLab();
        add(END_OWNER, labEnd());
        add(WEB_OWNER, Subject.web());
        Veth pair = observe().all(Veth.class).values().iterator().next();
        assertEquals(LAB.path(), pair.netns().path());
        assertTrue(pair.netns().name().startsWith("netns:["), pair.netns().name());
    }

    @Test
    default void filesOfANamespaceThatTheScopeNamesNoMoreAreFound() {
        locateLab();
        ManagedFile hosts =
                new ManagedFile(Role.HOSTS, FileRoot.ofNamed("lab").file("hosts"), "shop.web", List.of("one"));
        outside().writeFile("/etc/netns/lab/hosts", "# mine\n");
        outside().writeFile("/etc/netns/lab/resolv.conf", "# begin jnetctl:blog/web\n# end jnetctl:blog/web\n");
        add(WEB_OWNER, hosts);
        assertHas(hosts, WEB_OWNER);
        assertEquals(1, observe().all(ManagedFile.class).size());
        remove(hosts);
        assertEquals(Optional.of("# mine\n"), outside().readFile("/etc/netns/lab/hosts"));
        assertEquals(0, observe().all(ManagedFile.class).size());
    }
}
