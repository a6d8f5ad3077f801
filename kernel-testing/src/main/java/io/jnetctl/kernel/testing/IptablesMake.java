package io.jnetctl.kernel.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The two makes of iptables(8), over nf_tables and over the older ip_tables. */
public enum IptablesMake {
    NFT,
    LEGACY;

    private static final Path TOOLS = Path.of("/usr/sbin");
    private static final Path ETC = Path.of("/etc");

    /**
     * Makes it the iptables of this private host, as update-alternatives(1) would: the names in /usr/sbin lead to links below /etc, which
     * is the private host's own. The test is skipped where the make is not installed or the names are no such links.
     */
    public void choose() {
        for (String family : List.of("iptables", "ip6tables")) {
            for (String verb : List.of("", "-save", "-restore")) {
                choose(TOOLS.resolve(family + verb), TOOLS.resolve(family + "-" + make() + verb));
            }
        }
    }

    private static void choose(Path name, Path tool) {
        assumeTrue(Files.isExecutable(tool), "there is no " + tool + " here: install iptables");
        assumeTrue(Files.isSymbolicLink(name), name + " is not what update-alternatives makes");
        try {
            Path alternative = Files.readSymbolicLink(name);
            assumeTrue(alternative.startsWith(ETC), name + " is not what update-alternatives makes");
            Files.delete(alternative);
            Files.createSymbolicLink(alternative, tool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String make() {
        return name().toLowerCase(Locale.ROOT);
    }
}
