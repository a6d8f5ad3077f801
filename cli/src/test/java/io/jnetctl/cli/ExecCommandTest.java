package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.cli.host.Execution;
import io.jnetctl.kernel.Netns;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecCommandTest {
    @TempDir
    private Path directory;

    private TestRun shop() {
        return new TestRun(directory).with("stack.yaml", TestRun.SHOP);
    }

    @Test
    void becomesTheCommandInTheContainersNamespaceWithItsFilesAndVariables() {
        TestRun run = shop().applied();
        run.variables.put("PATH", "/bin");
        TestRun.Said said = run.run("exec", "shop/web", "-e", "DEBUG=1", "--", "ls", "-l", "--", "x");
        assertEquals(0, said.exitCode(), said.err());
        Execution execution = run.executions.getFirst();
        assertEquals(Netns.named("shop.web"), execution.netns());
        assertEquals("/etc/netns/shop.web", execution.etc());
        assertEquals(List.of("ls", "-l", "--", "x"), execution.command());
        assertEquals("/bin", execution.variables().get("PATH"));
        assertEquals("1", execution.variables().get("DEBUG"));
        assertEquals("9", execution.variables().get("DB_ENV_PG"));
    }

    @Test
    void entersTheNamespaceThatAContainerShares() {
        TestRun run = shop().with("stack.yaml", TestRun.SHOP + "  side: {network_mode: \"container:web\"}\n")
                .applied();
        run.run("exec", "shop/side", "--", "true");
        assertEquals(Netns.named("shop.web"), run.executions.getFirst().netns());
    }

    @Test
    void staysInTheHostsNamespaceForAContainerThatHasIt() {
        TestRun run = shop().with("stack.yaml", TestRun.SHOP + "  agent: {network_mode: host}\n")
                .applied();
        run.run("exec", "shop/agent", "--", "true");
        assertEquals(Netns.HOST, run.executions.getFirst().netns());
    }

    @Test
    void saysWhatToDoWhenTheContainerIsNotThereYet() {
        TestRun.Said said = shop().run("exec", "shop/web", "--", "true");
        assertEquals(
                new TestRun.Said(
                        1,
                        "",
                        "error: container shop/web is not on this host yet\n  hint: run `jnetctl apply` first\n"),
                said);
    }

    @Test
    void refusesAVariableWithoutAValue() {
        TestRun.Said said = shop().applied().run("exec", "shop/web", "-e", "DEBUG", "--", "true");
        assertEquals(new TestRun.Said(1, "", "error: \"DEBUG\" sets no variable\n  hint: write NAME=VALUE\n"), said);
    }

    @Test
    void needsACommand() {
        TestRun.Said said = shop().applied().run("exec", "shop/web");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().startsWith("error: Missing required parameter: 'COMMAND'"), said.err());
    }

    @Test
    void becomesTheShellInASandboxAfterApplying() {
        TestRun run = shop();
        run.variables.put("JNETCTL_SANDBOX", "1");
        run.variables.put("SHELL", "/bin/zsh");
        TestRun.Said said = run.run("sandbox");
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(run.prepared);
        Execution execution = run.executions.getFirst();
        assertEquals(List.of("/bin/zsh"), execution.command());
        assertEquals(null, execution.variables().get("JNETCTL_SANDBOX"));
        assertTrue(run.run("plan").out().startsWith("No changes."));
    }

    @Test
    void makesNoSandboxOutsideOfTheLauncher() {
        TestRun run = shop();
        TestRun.Said said = run.run("sandbox", "--", "true");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().startsWith("error: a sandbox is made by the jnetctl launcher\n"), said.err());
        assertEquals(List.of(), run.executions);
    }
}
