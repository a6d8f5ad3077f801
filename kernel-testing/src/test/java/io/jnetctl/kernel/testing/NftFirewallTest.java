package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.testing.contract.FirewallContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The firewall's contract, held to the iptables over nf_tables, whichever the machine has chosen. */
class NftFirewallTest implements FirewallContract {
    @RegisterExtension
    final InPrivateHost host = new InPrivateHost(IptablesMake.NFT::choose);

    private final Outside outside = new LinuxOutside();

    @Override
    public Kernel kernel() {
        return host.kernel();
    }

    @Override
    public Outside outside() {
        return outside;
    }
}
