package io.jnetctl.cli;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.host.Machine;
import io.jnetctl.kernel.linux.LinuxKernel;
import java.util.List;

/** Where the {@code jnetctl} launcher enters, and the real kernel with it. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Jnetctl.run(List.of(arguments), Environment.ofProcess(machine())));
    }

    static Machine machine() {
        return new LinuxMachine(LinuxKernel::open);
    }
}
