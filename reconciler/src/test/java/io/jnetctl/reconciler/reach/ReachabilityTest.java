package io.jnetctl.reconciler.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.testing.MemoryKernel;
import io.jnetctl.kernel.testing.MemoryOutside;
import io.jnetctl.reconciler.reach.Answer.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Single rules, on a host that has an uplink and nothing else. */
final class ReachabilityTest {
    private static final Party OUTSIDE = new Party.Outside();
    private static final Party HOST = new Party.Host();

    private final MemoryKernel kernel = new MemoryKernel();
    private final MemoryOutside outside = kernel.outside();

    ReachabilityTest() {
        outside.addNamespace("world");
        outside.addVeth(Netns.HOST, "uplink", Netns.named("world"), "eth0");
        outside.addAddress(Netns.HOST, "uplink", InterfaceAddress.parse("192.0.2.1/24"));
    }

    private void rule(String chain, String words) {
        outside.appendRule(
                Family.V4, "filter", chain, Stream.of(words.split(" ", -1)).toList());
    }

    private Answer ask(String port) {
        return Reachability.of(kernel.survey()).ask(OUTSIDE, HOST, Port.parse(port));
    }

    private void assertVerdict(Verdict verdict, String port) {
        Answer answer = ask(port);
        assertEquals(verdict, answer.verdict(), answer::toString);
    }

    @Test
    void aHostWithoutRulesIsReached() {
        assertVerdict(Verdict.YES, "22");
        assertEquals(List.of("anywhere"), ask("22").from());
    }

    @Test
    void aDroppedPortIsNotReachedAndTheRuleIsNamed() {
        rule("INPUT", "-p tcp -m tcp --dport 20:22 -j DROP");
        assertVerdict(Verdict.NO, "22");
        assertVerdict(Verdict.YES, "23");
        assertVerdict(Verdict.YES, "22/udp");
        assertEquals(
                "ip filter INPUT 1: -p tcp -m tcp --dport 20:22 -j DROP",
                ask("22").deciding().outcome().rule().orElseThrow().toString());
    }

    @Test
    void anUnknownMatchDecidesNothingWhereBothWaysEndAlike() {
        rule("INPUT", "-p tcp -m time --timestart 08:00 -j ACCEPT");
        assertVerdict(Verdict.YES, "22");
    }

    @Test
    void anUnknownMatchThatDecidesIsNamed() {
        rule("INPUT", "-p udp -j ACCEPT");
        rule("INPUT", "-m recent --rcheck --name door -j DROP");
        assertVerdict(Verdict.YES, "22/udp");
        assertVerdict(Verdict.UNCLEAR, "22");
        assertEquals(2, ask("22").deciding().outcome().rule().orElseThrow().number());
    }

    @Test
    void aRuleThatOnlyLogsIsNoMatterHowItMatches() {
        rule("INPUT", "-m limit --limit 3/min -j LOG");
        assertVerdict(Verdict.YES, "22");
    }

    @Test
    void aClientsPortIsAnyOfTheEphemeralOnes() {
        rule("INPUT", "-p tcp -m tcp --sport 1:1023 -j DROP");
        assertVerdict(Verdict.YES, "22");
        rule("INPUT", "-p tcp -m tcp --sport 40000:50000 -j DROP");
        assertVerdict(Verdict.UNCLEAR, "22");
    }

    @Test
    void sourcesThatRulesTellApartAreToldApart() {
        rule("INPUT", "-s 192.0.2.128/25 -p tcp -j ACCEPT");
        rule("INPUT", "-p tcp -j DROP");
        assertVerdict(Verdict.YES, "22");
        assertEquals(List.of("192.0.2.128/25"), ask("22").from());
    }

    @Test
    void aDroppedAnswerIsNoAnswer() {
        rule("OUTPUT", "-m conntrack --ctstate ESTABLISHED -j DROP");
        assertVerdict(Verdict.NO, "22");
    }

    @Test
    void aHostWithoutALinkOutsideIsNotReached() {
        outside.deleteLink(Netns.HOST, "uplink");
        Answer answer = ask("22");
        assertEquals(
                new Outcome.Stopped("no link of this host leads outside", null),
                answer.deciding().outcome());
    }

    @Test
    void withoutAPortWhatIsOpenIsListed() {
        rule("INPUT", "-p icmp -j DROP");
        rule("INPUT", "-p udp -j DROP");
        rule("INPUT", "-p tcp -m multiport ! --dports 22,80:81 -j DROP");
        Answer answer = Reachability.of(kernel.survey()).ask(OUTSIDE, HOST, null);
        assertEquals(Verdict.YES, answer.verdict());
        assertEquals(List.of("22/tcp", "80-81/tcp"), answer.open());
    }

    @Test
    void whatIsExposedIsToldInRanges() {
        rule("INPUT", "-p udp -j DROP");
        rule("INPUT", "-p tcp -m tcp --dport 25 -j DROP");
        Exposure exposure = Exposure.of(Reachability.of(kernel.survey()));
        assertEquals(
                List.of("[1-24, 26-65535]/tcp host [anywhere]"),
                exposure.openings().stream()
                        .map(each -> each.ports() + "/" + each.protocol() + " " + each.to() + " " + each.from())
                        .toList());
    }
}
