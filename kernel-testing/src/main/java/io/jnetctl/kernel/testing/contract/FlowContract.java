package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.flow.Flow;
import io.jnetctl.kernel.flow.FlowPattern;
import io.jnetctl.kernel.flow.Translation;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.StaleFlows;
import io.jnetctl.kernel.testing.Outside.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the flows that a change leaves behind. */
public interface FlowContract extends Subject {
    Owner FLOWS = new Owner("*", "flows");

    private static Chain chain(Family family) {
        return new Chain(family, "nat", "JNET-UDP");
    }

    private static Rule publish(Family family, Protocol protocol, int port, Server to, String... match) {
        List<String> arguments = new ArrayList<>(List.of(match));
        String address = to.address().family() == Family.V4 ? to.address().toString() : "[" + to.address() + "]";
        arguments.addAll(List.of("-p", protocol.toString(), "-m", protocol.toString(), "--dport"));
        arguments.addAll(List.of(Integer.toString(port), "-j", "DNAT", "--to-destination", address + ":" + to.port()));
        return new Rule(family, "nat", "JNET-UDP", arguments, null);
    }

    private static Server web(Family family) {
        return new Server(IpAddress.parse(family == Family.V4 ? "10.10.0.5" : "fd00:10::5"), 5353);
    }

    private static Server db(Family family) {
        return new Server(IpAddress.parse(family == Family.V4 ? "10.10.0.6" : "fd00:10::6"), 5353);
    }

    /** From outside to the host. */
    private static Flow.Tuple query(Family family, int sourcePort, int port) {
        return family == Family.V4
                ? tuple("192.0.2.7", sourcePort, "10.10.0.1", port)
                : tuple("2001:db8::7", sourcePort, "fd00:10::1", port);
    }

    private static Flow.Tuple tuple(String source, int sourcePort, String destination, int port) {
        return new Flow.Tuple(IpAddress.parse(source), sourcePort, IpAddress.parse(destination), port);
    }

    private void plumbHost() {
        plumbWithAddresses();
        add(
                FRONT_OWNER,
                Subject.address(Netns.HOST, "br-front", "10.10.0.1/24"),
                Subject.address(Netns.HOST, "br-front", "fd00:10::1/64"));
        add(FRONT_OWNER, chain(Family.V4), chain(Family.V6));
    }

    private void begin(Flow.Tuple original, Server server) {
        outside().beginFlow(Protocol.UDP, original, Optional.of(server));
        assertFlows(original);
    }

    private void begin(Flow.Tuple original) {
        outside().beginFlow(Protocol.UDP, original, Optional.empty());
        assertFlows(original);
    }

    private void assertFlows(Flow.Tuple original) {
        assertTrue(outside().hasFlow(Protocol.UDP, original), () -> original + " has ended");
    }

    private void assertEnded(Flow.Tuple original) {
        assertFalse(outside().hasFlow(Protocol.UDP, original), () -> original + " goes on");
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    default void aRemovedPublicationEndsTheFlowsThatItLedAndNoOthers(Family family) {
        plumbHost();
        Rule rule = publish(family, Protocol.UDP, 53, web(family));
        add(END_OWNER, rule);
        begin(query(family, 4000, 53), web(family));
        begin(query(family, 4001, 53), db(family));
        begin(query(family, 4002, 54), web(family));
        begin(query(family, 4003, 53));
        remove(rule);
        assertEnded(query(family, 4000, 53));
        assertFlows(query(family, 4001, 53));
        assertFlows(query(family, 4002, 54));
        assertFlows(query(family, 4003, 53));
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    default void aNewPublicationEndsTheFlowsToTheHostsPortThatItDidNotLead(Family family) {
        plumbHost();
        String elsewhere = family == Family.V4 ? "198.51.100.1" : "2001:db8:1::1";
        String outside = family == Family.V4 ? "192.0.2.7" : "2001:db8::7";
        begin(query(family, 4000, 53));
        begin(query(family, 4001, 53), web(family));
        begin(query(family, 4002, 54));
        begin(tuple(outside, 4003, elsewhere, 53));
        add(END_OWNER, publish(family, Protocol.UDP, 53, web(family)));
        assertEnded(query(family, 4000, 53));
        assertFlows(query(family, 4001, 53));
        assertFlows(query(family, 4002, 54));
        assertFlows(tuple(outside, 4003, elsewhere, 53));
    }

    @Test
    default void aPublicationThatMovesEndsTheFlowsToItsOldTarget() {
        plumbHost();
        Rule before = publish(Family.V4, Protocol.UDP, 53, web(Family.V4));
        Rule after = publish(Family.V4, Protocol.UDP, 53, db(Family.V4));
        add(END_OWNER, before);
        begin(query(Family.V4, 4000, 53), web(Family.V4));
        begin(query(Family.V4, 4001, 53), db(Family.V4));
        List<Outcome> outcomes =
                kernel().execute(List.of(new Operation.Remove(before), new Operation.Add(after, END_OWNER)));
        assertEquals(List.of(Outcome.DONE, Outcome.DONE), outcomes);
        assertEnded(query(Family.V4, 4000, 53));
        assertFlows(query(Family.V4, 4001, 53));
    }

    @Test
    default void aRuleThatOnlyChangesItsPlaceEndsNoFlow() {
        plumbHost();
        Rule rule = publish(Family.V4, Protocol.UDP, 53, web(Family.V4));
        add(END_OWNER, rule);
        begin(query(Family.V4, 4000, 53), web(Family.V4));
        kernel().execute(List.of(new Operation.Remove(rule), new Operation.Add(rule, END_OWNER)));
        assertFlows(query(Family.V4, 4000, 53));
    }

    @Test
    default void sourcesAndAddressesOfAPublicationLimitWhatEnds() {
        plumbHost();
        Rule rule = publish(Family.V4, Protocol.UDP, 53, web(Family.V4), "-s", "192.0.2.0/24", "-d", "10.10.0.1/32");
        add(END_OWNER, rule);
        Flow.Tuple other = tuple("203.0.113.1", 4000, "10.10.0.1", 53);
        Flow.Tuple elsewhere = tuple("192.0.2.7", 4001, "10.10.0.2", 53);
        begin(query(Family.V4, 4002, 53), web(Family.V4));
        begin(other, web(Family.V4));
        begin(elsewhere, web(Family.V4));
        remove(rule);
        assertEnded(query(Family.V4, 4002, 53));
        assertFlows(other);
        assertFlows(elsewhere);
    }

    @Test
    default void flowsOfOtherProtocolsGoOn() {
        plumbHost();
        Rule rule = publish(Family.V4, Protocol.TCP, 53, web(Family.V4));
        add(END_OWNER, rule);
        begin(query(Family.V4, 4000, 53), web(Family.V4));
        outside().beginFlow(Protocol.TCP, query(Family.V4, 4000, 53), Optional.of(web(Family.V4)));
        remove(rule);
        assertFlows(query(Family.V4, 4000, 53));
        assertFalse(outside().hasFlow(Protocol.TCP, query(Family.V4, 4000, 53)));
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    default void aRemovedAddressEndsTheFlowsFromItAndToIt(Family family) {
        plumbHost();
        Address address = Subject.webAddress(family == Family.V4 ? "10.10.0.5/24" : "fd00:10::5/64");
        Flow.Tuple query = query(family, 4000, 53);
        Flow.Tuple from = new Flow.Tuple(web(family).address(), 4001, query.source(), 53);
        Flow.Tuple to = new Flow.Tuple(query.source(), 4002, web(family).address(), 53);
        begin(query, web(family));
        begin(from);
        begin(to);
        begin(query(family, 4003, 53), db(family));
        remove(address);
        assertEnded(query);
        assertEnded(from);
        assertEnded(to);
        assertFlows(query(family, 4003, 53));
    }

    @Test
    default void anAddressThatComesBackToItsNamespaceKeepsItsFlows() {
        plumbHost();
        Address address = Subject.webAddress("10.10.0.5/24");
        begin(query(Family.V4, 4000, 53), web(Family.V4));
        kernel().execute(List.of(
                new Operation.Remove(address), new Operation.Add(Subject.webAddress("10.10.0.5/16"), END_OWNER)));
        assertFlows(query(Family.V4, 4000, 53));
    }

    @Test
    default void aRemovedPairEndsTheFlowsOfItsAddresses() {
        plumbHost();
        begin(query(Family.V4, 4000, 53), web(Family.V4));
        begin(query(Family.V6, 4000, 53), web(Family.V6));
        remove(Subject.end());
        assertEnded(query(Family.V4, 4000, 53));
        assertEnded(query(Family.V6, 4000, 53));
    }

    @Test
    default void aRemovedNamespaceEndsTheFlowsOfItsAddresses() {
        plumbHost();
        begin(query(Family.V4, 4000, 53), web(Family.V4));
        begin(query(Family.V4, 4001, 53), db(Family.V4));
        remove(Subject.web());
        assertEnded(query(Family.V4, 4000, 53));
        assertFlows(query(Family.V4, 4001, 53));
    }

    @Test
    default void operationsThatWereNotDoneEndNoFlows() {
        plumbHost();
        Rule rule = publish(Family.V4, Protocol.UDP, 53, web(Family.V4));
        add(END_OWNER, rule);
        begin(query(Family.V4, 4000, 53), web(Family.V4));
        List<Outcome> outcomes = kernel().execute(
                        List.of(new Operation.Remove(Subject.webAddress("10.10.0.99/24")), new Operation.Remove(rule)));
        assertEquals(Outcome.NOT_RUN, outcomes.get(1));
        assertFlows(query(Family.V4, 4000, 53));
    }

    @Test
    default void nothingIsLeftOfABatchThatWentThrough() {
        plumbHost();
        Rule rule = publish(Family.V4, Protocol.UDP, 53, web(Family.V4));
        add(END_OWNER, rule);
        begin(query(Family.V4, 4000, 53), web(Family.V4));
        remove(rule);
        assertEquals(0, observe().all(StaleFlows.class).size());
    }

    @Test
    default void flowsThatAnInterruptedChangeLeftAreObservedAndEndWithTheirRemoval() {
        plumbHost();
        FlowPattern led = new FlowPattern.LedBy(Translation.of(publish(Family.V4, Protocol.UDP, 53, web(Family.V4)))
                .orElseThrow());
        begin(query(Family.V4, 4000, 53), web(Family.V4));
        outside().leaveStaleFlows(led);
        assertHas(new StaleFlows(led), FLOWS);
        assertFlows(query(Family.V4, 4000, 53));
        remove(new StaleFlows(led));
        assertGone(new StaleFlows(led));
        assertEnded(query(Family.V4, 4000, 53));
    }

    @Test
    default void staleFlowsAreNeverMade() {
        refused(
                "EOPNOTSUPP",
                new Operation.Add(new StaleFlows(new FlowPattern.With(IpAddress.parse("10.10.0.5"))), FLOWS));
    }
}
