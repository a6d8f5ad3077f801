package io.jnetctl.cli.render;

import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.resolve.OpenedRule;
import io.jnetctl.reconciler.resolve.PublishedRule;
import io.jnetctl.reconciler.resolve.PublishedRule.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * What rules come to in a user's terms.
 *
 * @param kind {@code port} or {@code link}
 * @param label the host's side of a port, the ends of a link
 * @param detail where a port leads and who may use it, the ports that a link opens
 */
record RuleWords(String kind, String label, String detail) {
    /**
     * What a rule is for, the same for all rules of one port or link; empty for what all stacks share.
     *
     * @param owner the object that it belongs to, empty where it is not known
     */
    static Optional<String> subject(Resource resource, String owner) {
        if (!(resource instanceof Rule rule) || !rule.chain().startsWith(Chain.PREFIX)) {
            return Optional.empty();
        }
        return PublishedRule.parse(rule)
                .map(published -> endpoint(published) + " " + published.targetEndpoint())
                .or(() -> OpenedRule.parse(rule).map(opened -> ends(opened, owner)));
    }

    /**
     * @param rules of one subject
     * @param owner the object that they belong to, empty where it is not known
     */
    static RuleWords of(List<Rule> rules, String owner) {
        List<PublishedRule> published = new ArrayList<>(rules.size());
        rules.forEach(rule -> PublishedRule.parse(rule).ifPresent(published::add));
        if (!published.isEmpty()) {
            return port(published, owner);
        }
        List<OpenedRule> opened = new ArrayList<>(rules.size());
        rules.forEach(rule -> OpenedRule.parse(rule).ifPresent(opened::add));
        return link(opened, owner);
    }

    private static RuleWords port(List<PublishedRule> rules, String owner) {
        PublishedRule first = rules.getFirst();
        String container = owner.isEmpty() ? "" : owner + " ";
        StringJoiner sources = new StringJoiner(", ", " from ", "").setEmptyValue("");
        for (PublishedRule rule : rules) {
            String source = words(rule.source());
            if (!source.isEmpty()) {
                sources.add(source);
            }
        }
        return new RuleWords("port", endpoint(first), "-> " + container + first.targetEndpoint() + sources);
    }

    private static RuleWords link(List<OpenedRule> rules, String owner) {
        String ports =
                rules.stream().map(rule -> rule.port().toString()).distinct().collect(Collectors.joining(", "));
        return new RuleWords("link", ends(rules.getFirst(), owner), ports);
    }

    /** By name, over whichever family; of a rule that goes the addresses are all that is known. */
    private static String ends(OpenedRule rule, String owner) {
        return owner.contains("/") ? owner.replace("/", " -> ") : rule.source() + " -> " + rule.destination();
    }

    private static String words(Source source) {
        return switch (source) {
            case Source.Anyone _ -> "";
            case Source.Block block -> block.addresses().toString();
            case Source.Containers _ -> "containers";
            case Source.Host _ -> "this host";
        };
    }

    private static String endpoint(PublishedRule rule) {
        return rule.hostEndpoint() + "/" + rule.hostPort().protocol();
    }
}
