package io.jnetctl.kernel.linux;

import io.jnetctl.kernel.flow.FlowPatternFuzz;
import io.jnetctl.kernel.linux.conntrack.ConnectionFuzz;
import io.jnetctl.kernel.linux.files.FileTextFuzz;
import io.jnetctl.kernel.linux.firewall.SaveTextFuzz;
import io.jnetctl.kernel.linux.netlink.AnswerFuzz;
import io.jnetctl.kernel.linux.nftables.NftChainFuzz;
import io.jnetctl.kernel.linux.route.RouteFuzz;
import io.jnetctl.kernel.linux.sockets.InetSocketFuzz;
import io.jnetctl.kernel.linux.sys.InotifyFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Replays what fuzzing began with and what it found; see fuzz/README.md. */
final class FuzzCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final Map<String, Consumer<byte[]>> TARGETS = Map.of(
            "AnswerFuzz",
            AnswerFuzz::fuzzerTestOneInput,
            "ConnectionFuzz",
            ConnectionFuzz::fuzzerTestOneInput,
            "FileTextFuzz",
            FileTextFuzz::fuzzerTestOneInput,
            "FlowPatternFuzz",
            FlowPatternFuzz::fuzzerTestOneInput,
            "InetSocketFuzz",
            InetSocketFuzz::fuzzerTestOneInput,
            "InotifyFuzz",
            InotifyFuzz::fuzzerTestOneInput,
            "NftChainFuzz",
            NftChainFuzz::fuzzerTestOneInput,
            "RouteFuzz",
            RouteFuzz::fuzzerTestOneInput,
            "SaveTextFuzz",
            SaveTextFuzz::fuzzerTestOneInput);

    @TestFactory
    List<DynamicTest> whateverWasFoundOnceHolds() throws IOException {
        try (Stream<Path> files = Files.walk(CORPUS)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(CORPUS.relativize(file).toString(), () -> replay(file)))
                    .toList();
        }
    }

    private static void replay(Path file) throws IOException {
        String target = CORPUS.relativize(file).getName(0).toString();
        Consumer<byte[]> fuzz = TARGETS.get(target);
        if (fuzz == null) {
            throw new AssertionError("no target " + target);
        }
        fuzz.accept(Files.readAllBytes(file));
    }
}
