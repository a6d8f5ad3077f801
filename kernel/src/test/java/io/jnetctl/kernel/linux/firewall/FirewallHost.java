package io.jnetctl.kernel.linux.firewall;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jnetctl.kernel.linux.host.PrivateHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A private host with the iptables of one make. */
final class FirewallHost {
    private FirewallHost() {}

    /** What a test does there. */
    @FunctionalInterface
    interface Body {
        void run(Firewall firewall, FirewallBatch batch) throws Exception;
    }

    /** With tools of one make, by names as a host that has chosen that make has them. */
    static void on(String make, Body body) throws Exception {
        Path tool = Path.of("/usr/sbin/iptables-" + make);
        assumeTrue(Files.exists(tool), "there is no " + tool + " here: install iptables");
        PrivateHost.call(() -> {
            Path directory = Files.createDirectories(Path.of("/run/tools"));
            for (String name : List.of("iptables", "ip6tables")) {
                for (String suffix : List.of("", "-save", "-restore")) {
                    Files.createSymbolicLink(
                            directory.resolve(name + suffix), Path.of("/usr/sbin/" + name + "-" + make + suffix));
                }
            }
            Firewall firewall = new Firewall(new FirewallTools(List.of(directory.toString())));
            body.run(firewall, new FirewallBatch(firewall, _ -> {}));
            return true;
        });
    }
}
