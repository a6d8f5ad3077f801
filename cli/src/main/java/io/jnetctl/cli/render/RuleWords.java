package io.jnetctl.cli.render;

import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.resolve.OpenedRule;
import io.jnetctl.reconciler.resolve.PublishedRule;
import io.jnetctl.reconciler.resolve.PublishedRule.Source;
import java.util.Optional;

/**
 * What a rule comes to in a user's terms.
 *
 * @param variant what tells it from other rules of the same use: who may use the port, if not everybody; the port that the link opens
 */
record RuleWords(RuleUse use, String variant) {
    /**
     * Empty for what all stacks share.
     *
     * @param owner the object that it belongs to, empty where it is not known
     */
    static Optional<RuleWords> of(Resource resource, String owner) {
        if (!(resource instanceof Rule rule) || !rule.chain().startsWith(Chain.PREFIX)) {
            return Optional.empty();
        }
        return PublishedRule.parse(rule)
                .map(published -> port(published, owner))
                .or(() -> OpenedRule.parse(rule).map(opened -> link(opened, owner)));
    }

    private static RuleWords port(PublishedRule rule, String owner) {
        return new RuleWords(
                new RuleUse.Ports(
                        rule.host(),
                        rule.hostPort().number(),
                        rule.hostPort().protocol(),
                        owner,
                        rule.targetHost(),
                        rule.targetPort(),
                        1),
                words(rule.source()));
    }

    /** By name, over whichever family; of a rule that goes the addresses are all that is known. */
    private static RuleWords link(OpenedRule rule, String owner) {
        String ends = owner.contains("/") ? owner.replace("/", " -> ") : rule.source() + " -> " + rule.destination();
        return new RuleWords(new RuleUse.Link(ends), rule.port().toString());
    }

    private static String words(Source source) {
        return switch (source) {
            case Source.Anyone _ -> "";
            case Source.Block block -> block.addresses().toString();
            case Source.Containers _ -> "containers";
            case Source.Host _ -> "this host";
        };
    }
}
