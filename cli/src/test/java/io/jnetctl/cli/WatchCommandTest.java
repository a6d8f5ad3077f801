package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.KernelEvents.Topic;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.reconciler.diff.Applied;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host is kept as its manifest says, without a fight. */
class WatchCommandTest {
    private static final Netns WEB = Netns.named("shop.web");
    private static final InterfaceAddress WEB_ADDRESS = InterfaceAddress.parse("10.10.0.2/24");
    private static final String WEB_HOSTS = "/etc/netns/shop.web/hosts";

    @TempDir
    private Path directory;

    private WatchRun shop() {
        return new WatchRun(directory).with("stack.yaml", TestRun.SHOP);
    }

    private static List<String> dump(WatchRun run) {
        return run.memory.dump().lines().sorted().toList();
    }

    @Test
    void whateverIsChangedIsRepairedAtOnceAndTold() {
        WatchRun run = shop();
        Map<String, Runnable> deeds = new LinkedHashMap<>();
        deeds.put(
                "repaired 2 of stack shop: address shop.web/eth0 10.10.0.2/24 was missing; and 1 lost with it",
                () -> run.memory.outside().deleteAddress(WEB, "eth0", WEB_ADDRESS));
        deeds.put(
                "repaired 1 of stack shop: bridge br-front: mtu 1400 instead of 1500",
                () -> run.memory.outside().setMtu(Netns.HOST, "br-front", 1400));
        deeds.put(
                "repaired 2 of stack shop: veth shop.web/eth0: peer_up no instead of yes; route shop.web default via",
                () -> run.memory.outside().setUp(WEB, "eth0", false));
        deeds.put(
                "repaired 1 of stack shop: hosts shop.web: -10.10.0.3 db, -10.10.0.3 db.front",
                () -> run.memory
                        .outside()
                        .writeFile(
                                WEB_HOSTS,
                                run.memory
                                        .outside()
                                        .readFile(WEB_HOSTS)
                                        .orElseThrow()
                                        .replaceAll("(?m)^10\\.10\\.0\\.3\\tdb(\\.front)?\n", "")));
        deeds.put(
                "repaired 1 of stack shop: sysctl net.ipv4.ip_forward: 0 instead of 1",
                () -> run.memory.outside().setSysctl(Netns.HOST, "net.ipv4.ip_forward", "0"));
        deeds.put(
                "repaired 4 of stack shop: namespace shop.db was missing; and 3 lost with it",
                () -> run.memory.outside().deleteNamespace("shop.db"));
        deeds.put("", () -> {
            run.memory.outside().flush(Family.V4, "filter", "FORWARD");
            run.memory.outside().flush(Family.V4, "filter", "JNET-FORWARD");
        });
        List<String> healthy = new ArrayList<>();
        run.at(1000, () -> healthy.addAll(dump(run)));
        long time = 2000;
        for (Runnable deed : deeds.values()) {
            run.at(time, deed).at(time + 900, () -> assertEquals(healthy, dump(run)));
            time += 1000;
        }
        assertEquals(0, run.run(), run::toString);
        assertEquals(List.of(), run.complained());
        List<String> said = run.said();
        assertEquals(deeds.size() + 1, said.size(), said::toString);
        assertTrue(said.getFirst().startsWith("repaired "), said::toString);
        int line = 1;
        for (String expected : deeds.keySet()) {
            String found = said.get(line++);
            assertTrue(
                    expected.isEmpty() ? found.startsWith("repaired ") : found.startsWith(expected),
                    found + " instead of " + expected);
        }
    }

    @Test
    void whatItDidIsNotedForTheWordsOfLaterPlans() {
        WatchRun run = shop();
        assertEquals(0, run.at(1000, () -> {}).run());
        run.memory.outside().deleteAddress(WEB, "eth0", WEB_ADDRESS);
        Observed host = run.memory.observe(new Scope(Set.of("shop"), Map.of(), Set.of()));
        String note = host.facts().applied().get("shop");
        assertTrue(
                Applied.read(List.of(note)).had(new Address(WEB, "eth0", WEB_ADDRESS)),
                "the address was there: " + note);
    }

    @Test
    void whatOthersDoForThemselvesIsNoReasonToDoOrSayAnything() {
        WatchRun run = shop();
        run.at(1000, run.operations::clear)
                .at(2000, () -> run.memory.outside().addBridge("docker0"))
                .at(3000, () -> run.memory.outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-j", "DROP")))
                .at(4000, () -> run.memory.outside().addNamespace("theirs"))
                .at(5000, () -> run.memory.outside().writeFile("/etc/netns/theirs/hosts", "192.0.2.1 x\n"));
        assertEquals(0, run.run());
        assertEquals(1, run.said().size(), run.said()::toString);
        assertEquals(List.of(), run.operations);
        assertEquals(List.of(), run.complained());
    }

    @Test
    void aHostThatIsBusyIsLookedAtLessOftenUntilItIsQuietAgain() {
        WatchRun run = shop();
        List<Long> repairs = new ArrayList<>();
        run.at(1000, () -> run.refused = operation -> !repairs.add(run.millis()));
        for (int i = 0; i < 30; i++) {
            String name = "theirs" + i;
            run.at(2000 + i * 100, () -> run.memory.outside().addBridge(name))
                    .at(20_000 + i * 100, () -> run.memory.outside().deleteLink(Netns.HOST, name));
        }
        Runnable deed = () -> run.memory.outside().setMtu(Netns.HOST, "br-front", 1400);
        run.at(10_000, deed).at(22_950, deed);
        assertEquals(0, run.run());
        assertEquals(List.of(10_020L, 23_150L), repairs);
    }

    @Test
    void whoChangesAnObjectAgainAndAgainIsLeftAloneForLongerAndLongerAndOthersDoNotWait() {
        WatchRun run = shop();
        for (int millis = 2000; millis < 60_000; millis += 200) {
            run.at(millis, () -> run.memory.outside().setMtu(Netns.HOST, "br-front", 1400));
        }
        run.at(50_000, () -> run.memory.outside().deleteAddress(WEB, "eth0", WEB_ADDRESS));
        List<String> meanwhile = new ArrayList<>();
        run.at(50_100, () -> meanwhile.addAll(run.said()));
        run.at(200_000, () -> {});
        List<String> healthy = new ArrayList<>();
        run.at(1000, () -> healthy.addAll(dump(run)));
        assertEquals(0, run.run());
        assertEquals(
                List.of(fight("1 s"), fight("2 s"), fight("4 s"), fight("8 s"), fight("16 s"), fight("32 s")),
                run.complained());
        assertEquals(
                "repaired 2 of stack shop: address shop.web/eth0 10.10.0.2/24 was missing; and 1 lost with it",
                meanwhile.getLast());
        assertEquals(
                "repaired 1 of stack shop: bridge br-front: mtu 1400 instead of 1500",
                run.said().getLast());
        assertTrue(run.said().size() < 15, run.said()::toString);
        assertEquals(healthy, dump(run));
    }

    private static String fight(String delay) {
        return "warning: bridge br-front is changed again and again by something else; next try in " + delay;
    }

    @Test
    void aStormOfDifferentChangesIsNoFight() {
        WatchRun run = shop();
        long time = 2000;
        for (int i = 0; i < 60; i++) {
            int mtu = 1300 + i;
            run.at(time, () -> run.memory.outside().setMtu(Netns.HOST, "br-front", mtu))
                    .at(time + 200, () -> run.memory.outside().deleteAddress(WEB, "eth0", WEB_ADDRESS))
                    .at(time + 400, () -> run.memory.outside().setSysctl(Netns.HOST, "net.ipv4.ip_forward", "0"))
                    .at(time + 600, () -> run.memory.outside().setUp(WEB, "eth0", false))
                    .at(time + 800, () -> run.memory.outside().deleteFile(WEB_HOSTS));
            time += 1000;
        }
        assertEquals(0, run.run());
        assertEquals(List.of(), run.complained());
        assertEquals(301, run.said().size());
    }

    @Test
    void whatCannotBeRepairedIsToldOnceAndTheRestIsRepaired() {
        WatchRun run = shop();
        run.at(1500, () -> run.refused = operation -> operation instanceof Operation.Add(Address _, var _));
        run.at(2000, () -> {
            run.memory.outside().deleteAddress(WEB, "eth0", WEB_ADDRESS);
            run.memory.outside().setMtu(Netns.HOST, "br-front", 1400);
        });
        List<String> soon = new ArrayList<>();
        run.at(2500, () -> soon.addAll(run.said()));
        run.at(60_000, () -> run.refused = operation -> false);
        run.at(400_000, () -> {});
        assertEquals(0, run.run());
        assertEquals(
                List.of("error: could not repair address shop.web/eth0 10.10.0.2/24: made to fail (ENOBUFS);"
                        + " next try in 1 s"),
                run.complained());
        assertEquals("repaired 1 of stack shop: bridge br-front: mtu 1400 instead of 1500", soon.getLast());
        assertEquals(
                "repaired 2 of stack shop: address shop.web/eth0 10.10.0.2/24 was missing; and 1 lost with it",
                run.said().getLast());
    }

    @Test
    void aBrokenManifestIsToldOnceAndTheOneBeforeStaysInForce() {
        WatchRun run = shop();
        run.at(2000, () -> edit(run, TestRun.SHOP + "oops: true\n"))
                .at(3000, () -> run.memory.watch().changed(Topic.FILES))
                .at(4000, () -> run.memory.outside().setMtu(Netns.HOST, "br-front", 1400))
                .at(5000, () -> edit(run, TestRun.SHOP))
                .at(6000, () -> edit(run, TestRun.SHOP.replace("masquerade: false", "mtu: 1400, masquerade: false")));
        assertEquals(0, run.run());
        assertEquals(1, run.complained().size(), run.complained()::toString);
        String complaint = run.complained().getFirst();
        assertTrue(complaint.startsWith("error: stack.yaml:8:1: "), complaint);
        assertTrue(complaint.endsWith("; the manifest before it stays in force"), complaint);
        assertEquals(
                List.of(
                        "repaired 1 of stack shop: bridge br-front: mtu 1400 instead of 1500",
                        "the manifest is sound again",
                        "the manifest has changed: stack shop"),
                run.said().subList(1, 4));
        assertTrue(
                run.said().get(4).contains("bridge br-front: mtu 1500 instead of 1400"),
                run.said().get(4));
        assertEquals(5, run.said().size());
        assertTrue(run.memory.watch().followed().contains(directory.toAbsolutePath()), "followed");
    }

    private static void edit(WatchRun run, String text) {
        run.with("stack.yaml", text);
        run.memory.watch().changed(Topic.FILES);
    }

    @Test
    void aForeignObjectInTheWayIsToldOnceAndWhenItIsGoneTheHostIsRepaired() {
        WatchRun run = shop();
        run.memory.outside().addBridge("br-front");
        run.at(100_000, () -> run.memory.outside().deleteLink(Netns.HOST, "br-front"));
        assertEquals(0, run.run());
        assertEquals(1, run.complained().size(), run.complained()::toString);
        assertTrue(
                run.complained().getFirst().startsWith("error: bridge br-front is in the way of bridge br-front"),
                run.complained().getFirst());
        assertEquals("nothing stands in the way any more", run.said().getFirst());
        assertTrue(run.said().get(1).startsWith("repaired "), run.said()::toString);
    }

    @Test
    void whatMakesNoNoiseIsRepairedAfterTheIntervalOrWhenItIsAskedFor() {
        WatchRun run = shop();
        Runnable silently = () -> {
            run.memory.outside().setMtu(Netns.HOST, "br-front", 1400);
            run.memory.watch().await(Duration.ZERO);
        };
        List<Integer> lines = new ArrayList<>();
        run.at(2000, silently)
                .at(30_000, () -> lines.add(run.said().size()))
                .at(61_500, () -> lines.add(run.said().size()))
                .at(70_000, silently)
                .at(71_000, () -> run.reload.run())
                .at(71_500, () -> lines.add(run.said().size()));
        assertEquals(0, run.run("--interval", "1m"));
        assertEquals(List.of(1, 2, 3), lines);
    }

    @Test
    void theServiceManagerIsToldHowItGoes() {
        WatchRun run = shop();
        run.variables.putAll(Map.of("NOTIFY_SOCKET", "@manager", "WATCHDOG_USEC", "20000000"));
        run.at(3000, () -> run.reload.run()).at(34_000, () -> {});
        assertEquals(0, run.run());
        assertEquals(
                List.of(
                        "@manager STATUS=stack shop: as it should be, 1 repair",
                        "@manager READY=1",
                        "@manager RELOADING=1\nMONOTONIC_USEC=86403000000",
                        "@manager READY=1",
                        "@manager WATCHDOG=1",
                        "@manager WATCHDOG=1",
                        "@manager WATCHDOG=1",
                        "@manager STOPPING=1"),
                run.notices);
    }

    @Test
    void theWatchdogOfAnotherProcessIsNotOurs() {
        WatchRun run = shop();
        run.variables.putAll(Map.of("NOTIFY_SOCKET", "/run/x", "WATCHDOG_USEC", "20000000", "WATCHDOG_PID", "1"));
        run.at(60_000, () -> {});
        assertEquals(0, run.run());
        assertTrue(run.notices.stream().noneMatch(notice -> notice.contains("WATCHDOG")), run.notices::toString);
    }

    @Test
    void linesForTheJournalBeginWithTheirPriority() {
        WatchRun run = shop();
        run.variables.put("JOURNAL_STREAM", "8:1234");
        run.at(2000, () -> edit(run, "oops"));
        assertEquals(0, run.run());
        assertEquals(List.of(), run.said());
        assertEquals(2, run.complained().size(), run.complained()::toString);
        assertTrue(run.complained().get(0).startsWith("<6>repaired "), run.complained()::toString);
        assertTrue(run.complained().get(1).startsWith("<3>stack.yaml:1:1: "), run.complained()::toString);
    }

    @Test
    void whileAnotherCommandChangesTheHostItWaits() throws Exception {
        WatchRun run = shop();
        List<Thread> others = new ArrayList<>();
        run.at(2000, () -> {
            HostLock theirs = run.memory.lock(new LockHolder(4711, "jnetctl apply", "root"), Duration.ZERO);
            run.memory.outside().setMtu(Netns.HOST, "br-front", 1400);
            others.add(Thread.ofPlatform().start(() -> {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                run.memory.outside().setMtu(Netns.HOST, "br-front", 1500);
                run.operations.clear();
                theirs.close();
            }));
        });
        assertEquals(0, run.run());
        others.getFirst().join();
        assertEquals(List.of(), run.operations, "the other one repaired it");
        assertEquals(1, run.said().size(), run.said()::toString);
    }

    @Test
    void whatWasBegunIsNotInterferedWith() {
        WatchRun run = shop();
        run.at(1500, () -> run.memory.journal().write("an apply that waits to be confirmed"))
                .at(2000, () -> run.memory.outside().setMtu(Netns.HOST, "br-front", 1400))
                .at(2500, run.operations::clear)
                .at(3000, () -> run.memory.outside().setUp(WEB, "eth0", false))
                .at(3500, () -> assertEquals(List.of(), run.operations))
                .at(4000, () -> {
                    run.memory.journal().remove();
                    run.memory.watch().changed(Topic.HOST);
                });
        assertEquals(0, run.run());
        assertEquals(
                List.of(
                        "warning: nothing is repaired until what was begun on this host is ended: see `jnetctl recover`"),
                run.complained());
        assertEquals(2, run.said().size(), run.said()::toString);
    }

    @Test
    void whatCannotBeIsRefusedAtTheStart() {
        WatchRun run = shop();
        assertEquals(1, run.run("-f", "-"));
        assertEquals(
                List.of(
                        "error: standard input can be read only once: -f - does not go with watch",
                        "  hint: name a file"),
                run.complained());
        assertEquals(1, shop().run("--interval", "10ms"));
        assertEquals(1, shop().run("--debounce", "1m"));
        WatchRun broken = shop().with("stack.yaml", "oops");
        assertEquals(1, broken.run());
        assertTrue(broken.complained().getFirst().startsWith("error: stack.yaml:1:1: "), broken.complained()::toString);
    }
}
