package io.jnetctl.kernel.linux.nftables;

import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.WireReader;

/** Messages about chains of nf_tables. They are not written, so that nothing can be compared. */
public final class NftChainFuzz {
    private NftChainFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            WireReader.of(data).messages((header, body) -> ask(NftChain.decode(body)));
        } catch (MalformedMessageException expected) {
            // As it should be.
        }
    }

    private static void ask(NftChain chain) {
        NftFamily family = NftFamily.of(chain.protocol());
        NftChain.Hook hook = chain.hook();
        if (family != null && hook != null && family.hook(hook.number()).isEmpty()) {
            throw new AssertionError("a hook without a name: " + chain);
        }
        chain.isIdle();
    }
}
