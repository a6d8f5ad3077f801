package io.jnetctl.golden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.approvaltests.Approvals;
import org.approvaltests.core.ApprovalFailureReporter;
import org.approvaltests.core.Options;
import org.approvaltests.namer.ApprovalNamer;
import org.approvaltests.reporters.AutoApproveReporter;

/** The approved files of one folder. With {@code -Dapprove} they are written anew, to be read before they are committed. */
final class Approved {
    private static final String APPROVED = ".approved.";
    private static final boolean APPROVING = System.getProperty("approve") != null;

    private final Path folder;
    private final Set<String> compared = new TreeSet<>();

    Approved(Path folder) {
        this.folder = folder;
    }

    /** @param extension with its dot */
    void verify(String name, String extension, String text) {
        compared.add(name + ".approved" + extension);
        ApprovalFailureReporter reporter = APPROVING ? new AutoApproveReporter() : (received, approved) -> true;
        Approvals.verify(
                text,
                new Options(reporter)
                        .forFile()
                        .withExtension(extension)
                        .forFile()
                        .withNamer(new InFolder(name)));
    }

    /** A file that nothing is compared with any more would mislead its reader. */
    void requireNoOthers() throws IOException {
        try (var files = Files.list(folder)) {
            Set<String> there = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(APPROVED))
                    .collect(Collectors.toCollection(TreeSet::new));
            there.removeAll(compared);
            if (APPROVING) {
                for (String stale : there) {
                    Files.delete(folder.resolve(stale));
                }
                return;
            }
            assertEquals(Set.of(), there, "approved files that nothing is compared with");
        }
    }

    private final class InFolder implements ApprovalNamer {
        private final String name;

        InFolder(String name) {
            this.name = name;
        }

        @Override
        public File getApprovedFile(String extensionWithDot) {
            return folder.resolve(name + ".approved" + extensionWithDot).toFile();
        }

        @Override
        public File getReceivedFile(String extensionWithDot) {
            return folder.resolve(name + ".received" + extensionWithDot).toFile();
        }

        @Override
        public ApprovalNamer addAdditionalInformation(String info) {
            return new InFolder(name + "." + info);
        }

        @Override
        public String getAdditionalInformation() {
            return "";
        }

        @Override
        public String getApprovalName() {
            return name;
        }

        @Override
        public String getSourceFilePath() {
            return folder + File.separator;
        }
    }
}
