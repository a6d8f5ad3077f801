package io.jnetctl.schema.check;

import io.jnetctl.inet.Cidr;
import io.jnetctl.schema.External;
import io.jnetctl.schema.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No address belongs to two networks. */
final class OverlapRule implements Rule {
    private record Claim(int order, Joined network, Cidr subnet) {}

    @Override
    public void check(Manifest manifest, Findings findings) {
        List<Claim> claims = new ArrayList<>();
        for (Joined joined : Joined.of(manifest)) {
            if (!(joined.network().external() instanceof External.OtherStack)) {
                joined.network().subnets().forEach(s -> claims.add(new Claim(claims.size(), joined, s)));
            }
        }
        claims.sort(Comparator.comparing(Claim::subnet));
        // Blocks are nested or apart, and the larger one sorts first: one look back finds every overlap.
        Claim widest = null;
        for (Claim claim : claims) {
            if (widest != null && widest.subnet().contains(claim.subnet())) {
                report(widest, claim, findings);
            } else {
                widest = claim;
            }
        }
    }

    private static void report(Claim one, Claim other, Findings findings) {
        boolean same =
                one.network().network().pos().equals(other.network().network().pos());
        if (same || sameBridge(one, other)) {
            return;
        }
        Claim first = one.order() < other.order() ? one : other;
        Claim second = one.order() < other.order() ? other : one;
        findings.error(
                findings.place(second.network().network().pos(), second.subnet()),
                "subnet " + second.subnet() + " of network "
                        + second.network().network().name() + " overlaps "
                        + first.subnet() + " of network "
                        + first.network().nameFor(second.network().stack()),
                "choose another block, or leave subnet out");
    }

    private static boolean sameBridge(Claim one, Claim other) {
        @Nullable External bridge = one.network().network().external();
        return bridge != null && bridge.equals(other.network().network().external());
    }
}
