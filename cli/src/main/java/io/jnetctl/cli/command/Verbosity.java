package io.jnetctl.cli.command;

import picocli.CommandLine.Option;

/** How much a plan tells. */
final class Verbosity {
    @Option(names = "--verbose", description = "List each chain and rule of the firewall, as iptables-save prints it.")
    private boolean verbose;

    boolean verbose() {
        return verbose;
    }
}
