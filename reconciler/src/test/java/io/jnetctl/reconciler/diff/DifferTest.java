package io.jnetctl.reconciler.diff;

import static io.jnetctl.reconciler.fixture.States.DB;
import static io.jnetctl.reconciler.fixture.States.WEB;
import static io.jnetctl.reconciler.fixture.States.address;
import static io.jnetctl.reconciler.fixture.States.bridge;
import static io.jnetctl.reconciler.fixture.States.defaultRoute;
import static io.jnetctl.reconciler.fixture.States.desired;
import static io.jnetctl.reconciler.fixture.States.foreign;
import static io.jnetctl.reconciler.fixture.States.observed;
import static io.jnetctl.reconciler.fixture.States.ofStack;
import static io.jnetctl.reconciler.fixture.States.ours;
import static io.jnetctl.reconciler.fixture.States.veth;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.reconciler.Desired;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each change and each conflict. */
final class DifferTest {
    private static final Bridge FRONT = bridge("br-front");
    private static final Veth LINK = veth("jv1", WEB, "eth0", "br-front");

    private static Change only(Observed observed, Desired desired) {
        Diff diff = Differ.diff(desired, observed);
        assertEquals(List.of(), diff.conflicts());
        assertEquals(1, diff.changes().size(), diff.changes().toString());
        return diff.changes().getFirst();
    }

    private static Conflict conflict(Observed observed, Desired desired) {
        Diff diff = Differ.diff(desired, observed);
        assertEquals(List.of(), diff.changes());
        assertEquals(1, diff.conflicts().size(), diff.conflicts().toString());
        return diff.conflicts().getFirst();
    }

    private static List<String> names(List<AttributeChange> attributes) {
        return attributes.stream().map(AttributeChange::name).toList();
    }

    @Test
    void whatIsNotThereIsAdded() {
        assertInstanceOf(Change.Added.class, only(observed(new Bridge[0]), desired(FRONT)));
    }

    @Test
    void anAttributeThatCanBeSetInPlaceIsUpdated() {
        Change.Updated updated = assertInstanceOf(
                Change.Updated.class, only(observed(new Bridge("br-front", null, 1400, false, null)), desired(FRONT)));
        assertEquals(List.of("mtu", "up"), names(updated.attributes()));
    }

    @Test
    void anAttributeThatCannotBeSetInPlaceReplaces() {
        Change.Replaced replaced = assertInstanceOf(
                Change.Replaced.class, only(observed(LINK), desired(veth("jv1", DB, "eth0", "br-front"))));
        assertEquals(List.of("netns"), names(replaced.attributes()));
    }

    @Test
    void whatIsOursAndNotDesiredIsRemoved() {
        assertInstanceOf(Change.Removed.class, only(observed(FRONT), desired()));
    }

    @Test
    void anAttributeThatNobodyAskedForIsNoDifference() {
        assertEquals(
                List.of(),
                Differ.diff(desired(new Bridge("br-front", null, null, null, null)), observed(FRONT))
                        .changes());
    }

    @Test
    void aMarkThatNamesAnotherObjectIsUpdated() {
        Observed.Entry halfMade = new Observed.Entry(FRONT, new Owner("shop", ""));
        Change.Updated updated = assertInstanceOf(Change.Updated.class, only(observed(halfMade), desired(FRONT)));
        assertEquals(List.of(AttributeChange.OWNER), names(updated.attributes()));
    }

    @Test
    void whatIsForeignOrOfAnotherStackIsNeverRemoved() {
        assertEquals(
                new Diff(List.of(), List.of()),
                Differ.diff(desired(), observed(foreign(FRONT), ofStack("other", LINK))));
    }

    @Test
    void aForeignObjectOfTheSameNameIsAConflict() {
        Conflict conflict = conflict(observed(foreign(FRONT)), desired(FRONT));
        assertEquals(
                "bridge br-front is in the way of bridge br-front (asked for): it was not made by jnetctl",
                conflict.message());
    }

    @Test
    void aForeignRouteInTheWayIsRemovedByACommandThatIsSaid() {
        assertEquals(
                "remove it there: nsenter --net=/run/netns/shop.web ip route del default",
                conflict(
                                observed(foreign(defaultRoute(WEB, "10.0.0.9", "eth0"))),
                                desired(defaultRoute(WEB, "10.0.0.1", "eth0")))
                        .hint());
    }

    @Test
    void anObjectOfAnotherStackIsAConflictThatNamesIt() {
        assertEquals(
                "bridge br-front is in the way of bridge br-front (asked for): it belongs to stack other",
                conflict(observed(ofStack("other", FRONT)), desired(FRONT)).message());
    }

    @Test
    void aForeignInterfaceThatHoldsTheNameIsAConflictWhateverItsKind() {
        OtherLink dummy = new OtherLink(Netns.HOST, "br-front", "dummy");
        assertEquals(
                dummy,
                conflict(observed(foreign(dummy)), desired(FRONT)).observed().resource());
    }

    @Test
    void aForeignInterfaceThatHoldsTheNameOfAReplacementIsAConflict() {
        OtherLink theirs = new OtherLink(DB, "eth0", "macvlan");
        assertEquals(
                theirs,
                conflict(observed(ours(LINK), foreign(theirs)), desired(veth("jv1", DB, "eth0", "br-front")))
                        .observed()
                        .resource());
    }

    @Test
    void aForeignAddressThatIsAsDesiredServesAsWell() {
        assertEquals(
                new Diff(List.of(), List.of()),
                Differ.diff(
                        desired(address(WEB, "eth0", "10.0.0.5/24")),
                        observed(foreign(address(WEB, "eth0", "10.0.0.5/24")))));
    }

    @Test
    void aSettingIsNobodysSoThatItIsChangedAndNotInTheWay() {
        Sysctl off = new Sysctl(Netns.HOST, "net.ipv4.ip_forward", "0");
        Sysctl on = new Sysctl(Netns.HOST, "net.ipv4.ip_forward", "1");
        assertInstanceOf(Change.Updated.class, only(observed(foreign(off)), desired(on)));
        assertEquals(List.of(), Differ.diff(desired(on), observed(foreign(on))).changes());
        assertInstanceOf(Change.Removed.class, only(observed(ours(on)), desired()));
    }
}
