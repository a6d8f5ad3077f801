package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.cli.host.Terminals;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.testing.FaultyKernel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyCommandTest {
    private static final Terminals AT_A_TERMINAL = new Terminals(true, false, false);

    @TempDir
    private Path directory;

    private TestRun shop() {
        return new TestRun(directory).with("stack.yaml", TestRun.SHOP);
    }

    @Test
    void showsThePlanAppliesItAndVerifies() {
        TestRun run = shop();
        TestRun.Said said = run.run("apply", "--yes");
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.out().startsWith("jnetctl will change this host: stack shop\n"), said.out());
        assertTrue(
                said.out().matches("(?s).*\nApplied \\d+ steps in \\d+\\.\\d s\\. The host matches the manifest\\.\n"),
                said.out());
        assertTrue(run.run("plan").out().startsWith("No changes."));
    }

    @Test
    void doesNothingTheSecondTime() {
        TestRun.Said said = shop().applied().run("apply");
        assertEquals(new TestRun.Said(0, "No changes. The host matches the manifest.\n", ""), said);
    }

    @Test
    void tellsWhatOthersChangedFromWhatTheManifestAsksFor() {
        TestRun run = shop().applied();
        run.memory.outside().deleteAddress(Netns.named("shop.web"), "eth0", InterfaceAddress.parse("10.10.0.2/24"));
        run.memory.outside().setMtu(Netns.HOST, "br-front", 1400);
        run.with("stack.yaml", TestRun.SHOP + "  cache: {networks: [front]}\n");
        String plan = run.run("plan").out();
        assertTrue(plan.matches("(?s).* address +shop.web/eth0 +10.10.0.2/24 +missing since outside change\n.*"), plan);
        assertTrue(plan.contains("mtu 1400 -> 1500"), plan);
        assertTrue(plan.contains("mtu changed outside"), plan);
        assertTrue(plan.contains("new container cache"), plan);
    }

    @Test
    void whatTheManifestChangesWasNotChangedOutside() {
        TestRun run = shop().applied().with("stack.yaml", TestRun.SHOP.replace("{PG: \"9\"}", "{PG: \"10\"}"));
        String plan = run.run("plan").out();
        assertTrue(plan.contains("lines changed\n"), plan);
    }

    @Test
    void aNoteThatCannotBeReadChangesWordsAlone() {
        TestRun run = shop().applied();
        run.memory.note("shop", "zz");
        run.memory.outside().deleteAddress(Netns.named("shop.web"), "eth0", InterfaceAddress.parse("10.10.0.2/24"));
        String plan = run.run("plan").out();
        assertTrue(plan.contains("10.10.0.2/24                    web joins front\n"), plan);
        assertEquals(0, run.run("apply", "--yes").exitCode());
    }

    @Test
    void appliesAfterYes() {
        TestRun run = shop();
        run.terminals = AT_A_TERMINAL;
        run.input = "yes\n";
        TestRun.Said said = run.run("apply");
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.out().contains("Apply these changes? Only \"yes\" is accepted: "), said.out());
    }

    @Test
    void takesNothingButYesForYes() {
        TestRun run = shop();
        run.terminals = AT_A_TERMINAL;
        String before = run.memory.dump();
        for (String answer : new String[] {"y\n", "YES\n", "no\n", ""}) {
            run.input = answer;
            TestRun.Said said = run.run("apply");
            assertEquals(1, said.exitCode());
            assertTrue(said.out().endsWith("Nothing was changed.\n"), said.out());
        }
        assertEquals(before, run.memory.dump());
    }

    @Test
    void refusesToAskWhereThereIsNoTerminal() {
        TestRun run = shop();
        String before = run.memory.dump();
        TestRun.Said said = run.run("apply");
        assertEquals(1, said.exitCode());
        assertEquals(
                "error: nothing was changed: there is no terminal to ask at\n  hint: pass --yes to go on without a question\n",
                said.err());
        assertEquals(before, run.memory.dump());
    }

    @Test
    void neverAsksWithAutoApproveOrItsVariable() {
        assertEquals(0, shop().run("apply", "--auto-approve").exitCode());
        TestRun run = shop();
        run.variables.put("JNETCTL_YES", "1");
        assertEquals(0, run.run("apply").exitCode());
    }

    @Test
    void saysWhatWasDoneWhatFailedAndWhatWasNotRun() {
        TestRun run = shop();
        run.kernel = FaultyKernel.failingAt(4, "ENOSPC", run.memory);
        TestRun.Said said = run.run("apply", "--yes");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().startsWith("error: step 4, add "), said.err());
        assertTrue(said.err().contains("ENOSPC"), said.err());
        assertTrue(said.err().contains("  hint: free some space or memory, then apply again\n"), said.err());
        assertTrue(
                said.err().matches("(?s).*\n3 done, 1 failed, \\d+ not run\\.\n`jnetctl recover --back` makes .*\n"),
                said.err());
        assertFalse(said.err().contains("\tat "), said.err());
    }

    @Test
    void namesASettingThatTheKernelLacksOnceAndSaysWhatToDo() {
        TestRun run = new TestRun(directory)
                .with(
                        "stack.yaml",
                        "apiVersion: jnetctl/v1\nstack: s\ncontainers: {a: {network_mode: none, sysctls: {net.ipv4.no_such_thing: 1}}}\n");
        TestRun.Said said = run.run("apply", "--yes");
        assertEquals(1, said.exitCode());
        assertTrue(
                said.err()
                        .matches(
                                "(?s)error: step 2, add sysctl s\\.a net\\.ipv4\\.no_such_thing: [^:]*ENOENT[^:]*\n.*"),
                said.err());
        assertTrue(said.err().contains("  hint: this kernel has no such setting"), said.err());
    }

    @Test
    void goesOnAfterAFailureFromWhatIsThere() {
        TestRun run = shop();
        run.kernel = FaultyKernel.failingAt(4, "ENOSPC", run.memory);
        run.run("apply", "--yes");
        run.kernel = run.memory;
        assertEquals(0, run.run("apply", "--yes").exitCode());
    }

    @Test
    void saysThatRootIsNeededWhenTheKernelForbidsIt() {
        TestRun run = shop();
        run.kernel = new ForbiddenKernel();
        TestRun.Said said = run.run("apply", "--yes");
        assertEquals(
                new TestRun.Said(
                        1,
                        "",
                        "error: open /run/netns/shop.web: Operation not permitted (EPERM)\n  hint: it needs root: run it with sudo, or try `jnetctl sandbox`\n"),
                said);
    }
}
