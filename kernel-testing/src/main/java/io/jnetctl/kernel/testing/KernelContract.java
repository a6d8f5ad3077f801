package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.testing.contract.AddressContract;
import io.jnetctl.kernel.testing.contract.AttachContract;
import io.jnetctl.kernel.testing.contract.BridgeContract;
import io.jnetctl.kernel.testing.contract.EventContract;
import io.jnetctl.kernel.testing.contract.FileContract;
import io.jnetctl.kernel.testing.contract.FirewallContract;
import io.jnetctl.kernel.testing.contract.FlowContract;
import io.jnetctl.kernel.testing.contract.JournalContract;
import io.jnetctl.kernel.testing.contract.ListenerContract;
import io.jnetctl.kernel.testing.contract.LockContract;
import io.jnetctl.kernel.testing.contract.NamespaceContract;
import io.jnetctl.kernel.testing.contract.NoteContract;
import io.jnetctl.kernel.testing.contract.ProxyNeighbourContract;
import io.jnetctl.kernel.testing.contract.RouteContract;
import io.jnetctl.kernel.testing.contract.SysctlContract;
import io.jnetctl.kernel.testing.contract.VethContract;

/**
 * What every {@link io.jnetctl.kernel.Kernel} does, and what Linux does to one object when another goes: the tests that a kernel in
 * memory and the real one pass alike.
 */
public abstract class KernelContract
        implements NamespaceContract,
                BridgeContract,
                VethContract,
                AddressContract,
                ProxyNeighbourContract,
                RouteContract,
                FirewallContract,
                FlowContract,
                FileContract,
                SysctlContract,
                AttachContract,
                ListenerContract,
                LockContract,
                NoteContract,
                JournalContract,
                EventContract {}
