package io.jnetctl.cli.render;

import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.resolve.OpenedRule;
import io.jnetctl.reconciler.resolve.PublishedRule;
import io.jnetctl.reconciler.resolve.PublishedRule.Source;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a rule comes to in a user's terms.
 *
 * @param kind {@code port} or {@code link}
 * @param label the host's side of a port, the ends of a link
 * @param target where a port leads to; empty for a link
 * @param variant what tells it from other rules of the same port or link: who may use the port, if not everybody; the port that the link
 *     opens
 */
record RuleWords(String kind, String label, String target, String variant) {
    private static final String PORT = "port";
    private static final String LINK = "link";

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
        String container = owner.isEmpty() ? "" : owner + " ";
        return new RuleWords(
                PORT,
                rule.hostEndpoint() + "/" + rule.hostPort().protocol(),
                "-> " + container + rule.targetEndpoint(),
                words(rule.source()));
    }

    /** By name, over whichever family; of a rule that goes the addresses are all that is known. */
    private static RuleWords link(OpenedRule rule, String owner) {
        String ends = owner.contains("/") ? owner.replace("/", " -> ") : rule.source() + " -> " + rule.destination();
        return new RuleWords(LINK, ends, "", rule.port().toString());
    }

    private static String words(Source source) {
        return switch (source) {
            case Source.Anyone _ -> "";
            case Source.Block block -> block.addresses().toString();
            case Source.Containers _ -> "containers";
            case Source.Host _ -> "this host";
        };
    }

    /** The same for all rules of one port or link. */
    String subject() {
        return label + " " + target;
    }

    /** Where a port leads and who may use it, or the ports that a link opens. */
    static String detail(List<RuleWords> ofOneSubject) {
        RuleWords first = ofOneSubject.getFirst();
        Set<String> variants = new LinkedHashSet<>();
        for (RuleWords each : ofOneSubject) {
            if (!each.variant.isEmpty()) {
                variants.add(each.variant);
            }
        }
        String all = String.join(", ", variants);
        return first.kind.equals(LINK) ? all : first.target + (all.isEmpty() ? "" : " from " + all);
    }
}
