package io.jnetctl.kernel.linux.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Files that a container's root writes. Whatever they say, they can be observed, a block that is written is found as it was written, what
 * stands outside of blocks stays as it is, and writing again changes nothing.
 */
public final class FileTextFuzz {
    private static final Owner WEB = new Owner("shop", "web");
    private static final List<String> LINES = List.of("10.0.0.2\tdb", "10.0.0.3\tcach\u00e9");

    private FileTextFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        for (Role role : Role.values()) {
            FileText.Part part = FileText.find(role, text, Set.of("shop"));
            ManagedFile observed = file(role, part == null ? List.of() : part.lines());
            String written = FileText.with(file(role, LINES), part == null ? null : observed, text, WEB);
            FileText.Part found = FileText.find(role, written, Set.of("shop"));
            assertNotNull(found);
            assertEquals(WEB, found.owner());
            assertEquals(LINES, found.lines());
            assertEquals(written, FileText.with(file(role, LINES), file(role, LINES), written, WEB));
            if (role != Role.ENVIRONMENT) {
                keepsWhatIsOutside(text, written, file(role, LINES));
            }
        }
    }

    private static void keepsWhatIsOutside(String before, String written, ManagedFile file) {
        String ended = before.isEmpty() || before.endsWith("\n") ? before : before + "\n";
        if (BlockText.of(before).blocks().isEmpty()) {
            assertTrue(written.startsWith(ended));
            assertEquals(ended, FileText.without(file, written));
        }
    }

    private static ManagedFile file(Role role, List<String> lines) {
        return new ManagedFile(role, new FileLocation("/proc/1/root", "etc/hosts"), "shop.web", lines);
    }
}
