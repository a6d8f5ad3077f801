package io.jnetctl.golden.packets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The two makes of iptables: over nf_tables, and the kernel's older tables. A host has chosen one. */
public enum Iptables {
    NFT,
    LEGACY;

    private static final Path PROGRAMS = Path.of("/usr/sbin");
    private static final Path ALTERNATIVES = Path.of("/etc/alternatives");

    /** Makes it that of the private host of the calling thread, as update-alternatives(1) does. The test is skipped where it is not there. */
    public void choose() throws IOException {
        String make = name().toLowerCase(Locale.ROOT);
        for (String name : List.of("iptables", "ip6tables")) {
            for (String suffix : List.of("", "-save", "-restore")) {
                Path program = PROGRAMS.resolve(name + "-" + make + suffix);
                Path alternative = ALTERNATIVES.resolve(name + suffix);
                assumeTrue(Files.exists(program), () -> "there is no " + program + " here: install iptables");
                assumeTrue(Files.exists(alternative), () -> "there is no " + alternative + " to choose by");
                Files.delete(alternative);
                Files.createSymbolicLink(alternative, program);
            }
        }
    }
}
