package io.jnetctl.schema.check;

import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Places;
import io.jnetctl.schema.diagnostic.Diagnostics;
import java.util.List;

/** All rules between the parts of a manifest. */
public final class ManifestRules {
    private static final List<Rule> RULES = List.of(
            new StackRule(),
            new ReferenceRule(),
            new SubnetRule(),
            new OverlapRule(),
            new StaticAddressRule(),
            new CapacityRule(),
            new SizeRule(),
            new InterfaceRule(),
            new NamespaceRule(),
            new LinkRule(),
            new HostPortRule(),
            new HostPortRangeRule());

    private ManifestRules() {}

    /** Adds what is wrong to the diagnostics. */
    public static void check(Manifest manifest, Places places, Diagnostics diagnostics) {
        Findings findings = new Findings(places, diagnostics);
        RULES.forEach(rule -> rule.check(manifest, findings));
    }
}
