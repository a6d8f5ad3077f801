package io.jnetctl.golden.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jnetctl.golden.Console;
import io.jnetctl.golden.HostState;
import io.jnetctl.golden.Programs;
import io.jnetctl.kernel.linux.LinuxKernel;
import io.jnetctl.kernel.linux.host.PrivateHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every manifest of manifests/examples on a real kernel. */
final class ExamplesTest {
    private static final Path EXAMPLES =
            Path.of("../manifests/examples").toAbsolutePath().normalize();

    @TestFactory
    Stream<DynamicTest> everyExampleIsAppliedAnswersToItsNamesAndLeavesNoTrace() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml") && !Example.isFollowUp(file))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file -> dynamicTest(
                            EXAMPLES.relativize(file).toString(),
                            file.toUri(),
                            () -> PrivateHost.call(() -> {
                                fromBeginningToEnd(file);
                                return true;
                            })));
        }
    }

    private static void fromBeginningToEnd(Path file) throws IOException, InterruptedException {
        Example example = new Example(file);
        example.prepareHost();
        String before = HostState.text();
        example.apply();
        example.everyNameAnswers();
        for (Path next : Example.followUps(file)) {
            Example followUp = new Example(next);
            followUp.apply();
            followUp.everyNameAnswers();
        }
        example.destroy();
        assertEquals(before, HostState.text());
    }

    @Test
    void aLinkTellsItsContainerWhereTheSourceIsAndWhatItSays() throws Exception {
        String variables = PrivateHost.call(() -> {
            new Example(EXAMPLES.resolve("link.yaml")).apply();
            return new Console(LinuxKernel::open, EXAMPLES)
                    .run("env", "hello/web")
                    .out();
        });
        assertEquals("""
                APP_ENV_PYTHON_VERSION=3.4.3
                APP_NAME=/web/app
                APP_PORT=tcp://172.17.0.2:5000
                APP_PORT_5000_TCP=tcp://172.17.0.2:5000
                APP_PORT_5000_TCP_ADDR=172.17.0.2
                APP_PORT_5000_TCP_PORT=5000
                APP_PORT_5000_TCP_PROTO=tcp
                """, variables);
    }

    @Test
    void aContainerThatLeavesANetworkIsNotReachedThereAndNothingElseIsTouched() throws Exception {
        PrivateHost.call(() -> {
            Path trio = EXAMPLES.resolve("three-containers.yaml");
            new Example(trio).apply();
            String untouched = interfaces("container1") + interfaces("container3");
            String[] ping = "ip netns exec trio.container3 ping -n -c 1 -W 1 container2".split(" ", -1);
            assertEquals(0, Programs.run(ping).exit());

            new Example(Example.followUps(trio).getFirst()).apply();
            assertNotEquals(0, Programs.run(ping).exit());
            assertEquals(untouched, interfaces("container1") + interfaces("container3"));
            return true;
        });
    }

    /** With their indexes: a number that no later interface gets. */
    private static String interfaces(String container) throws IOException, InterruptedException {
        return Programs.output("ip", "-n", "trio." + container, "-oneline", "link");
    }
}
