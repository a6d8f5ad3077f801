package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsageTest {
    @TempDir
    private Path directory;

    private TestRun shop() {
        return new TestRun(directory).with("stack.yaml", TestRun.SHOP);
    }

    @ParameterizedTest
    @EnumSource(Commands.class)
    void everyCommandHasHelpWithAnExample(Commands command) {
        TestRun.Said said = shop().run(command.word(), "--help");
        assertEquals(0, said.exitCode());
        assertTrue(said.out().contains("Usage: jnetctl " + command.word()), said.out());
        assertTrue(said.out().contains("Example"), said.out());
        assertEquals(said.out(), shop().run("help", command.word()).out());
    }

    @ParameterizedTest
    @EnumSource(Commands.class)
    void anUnknownOptionIsAUsageErrorOfEveryCommand(Commands command) {
        TestRun.Said said = shop().run(command.word(), "--colour");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().startsWith("error: "), said.err());
        assertTrue(said.err().contains("Usage: jnetctl " + command.word()), said.err());
        assertEquals("", said.out());
    }

    @Test
    void suggestsACommandForAMisspeltOne() {
        TestRun.Said said = shop().run("aply");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().contains("Did you mean: jnetctl apply"), said.err());
    }

    @Test
    void suggestsAnOptionForAMisspeltOne() {
        assertTrue(shop().run("plan", "--fil", "x").err().contains("Possible solutions: --file"));
    }

    @Test
    void suggestsACommandToAskHelpFor() {
        assertEquals(
                new TestRun.Said(1, "", "error: there is no command \"plam\"\n  hint: did you mean \"plan\"?\n"),
                shop().run("help", "plam"));
    }

    @Test
    void namesAllCommandsWhenThereIsNone() {
        TestRun.Said said = shop().run();
        assertEquals(1, said.exitCode());
        for (Commands command : Commands.values()) {
            assertEquals(command != Commands.GUARD, said.err().contains("\n  " + command.word() + " "), said.err());
        }
    }

    @Test
    void printsItsVersion() {
        String version = shop().run("version").out();
        assertTrue(version.startsWith("jnetctl "), version);
        assertEquals(version, shop().run("--version").out());
    }

    @Test
    void printsAScriptForBashAndZshThatKnowsTheCommands() {
        String bash = shop().run("completion", "bash").out();
        assertTrue(bash.startsWith("#!/usr/bin/env bash\n"), bash);
        assertTrue(bash.contains("validate plan apply drift watch adopt destroy"), bash);
        assertEquals(
                "#compdef jnetctl\n" + bash, shop().run("completion", "zsh").out());
    }

    @Test
    void printsTheSchemaOfManifests() {
        assertTrue(shop().run("schema").out().contains("\"$schema\""));
    }

    @Test
    void takesOptionsFromVariables() {
        TestRun run = shop().with("other.yaml", TestRun.SHOP.replace("shop", "other"));
        run.variables.put("JNETCTL_FILE", "other.yaml");
        run.variables.put("JNETCTL_AGAINST", "empty");
        run.variables.put("JNETCTL_DETAILED_EXITCODE", "yes");
        run.variables.put("JNETCTL_FORMAT", "markdown");
        TestRun.Said said = run.run("plan");
        assertEquals(2, said.exitCode(), said.err());
        assertTrue(said.out().contains("`other.web`"), said.out());
    }

    @Test
    void prefersAnOptionToItsVariable() {
        TestRun run = shop();
        run.variables.put("JNETCTL_FILE", "missing.yaml");
        assertEquals(0, run.run("plan", "-f", "stack.yaml").exitCode());
    }

    @Test
    void coloursOnATerminalOnlyAndNotAgainstTheUsersWill() {
        TestRun run = shop();
        String escape = "\u001b[";
        assertFalse(run.run("plan").out().contains(escape));
        assertTrue(run.run("--color", "always", "plan").out().contains(escape));
        run.terminals = new io.jnetctl.cli.host.Terminals(false, true, false);
        assertTrue(run.run("plan").out().contains(escape));
        assertFalse(run.run("plan", "--color=never").out().contains(escape));
        run.variables.put("NO_COLOR", "1");
        assertFalse(run.run("plan").out().contains(escape));
    }

    @Test
    void showsAStackTraceOnlyWhenAskedTo() {
        TestRun run = shop();
        run.kernel = new ForbiddenKernel();
        assertFalse(run.run("plan").err().contains("\tat "));
        assertTrue(run.run("plan", "--debug").err().contains("\tat "));
    }

    @Test
    void validatesWithoutAKernel() {
        TestRun run = shop();
        run.kernel = new ForbiddenKernel();
        assertEquals(
                new TestRun.Said(0, "Valid: stack shop with 1 network and 2 containers.\n", ""), run.run("validate"));
    }

    @Test
    void printsWhatIsInvalidAsJson() {
        TestRun.Said said = shop().with("stack.yaml", TestRun.SHOP.replace("subnet:", "subnt:"))
                .run("validate", "--format", "json");
        assertEquals(1, said.exitCode());
        assertTrue(said.out().contains("\"valid\" : false"), said.out());
        assertTrue(said.out().contains("\"file\" : \"stack.yaml\""), said.out());
        assertTrue(said.out().contains("\"line\" : 4"), said.out());
    }
}
