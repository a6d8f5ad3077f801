package io.jnetctl.cli.render;

import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.resolve.PublishedRule;
import io.jnetctl.reconciler.resolve.PublishedRule.Source;

/** Says what a firewall rule does: a published port in a user's terms, any other as iptables-save prints it. */
final class RuleWords {
    private RuleWords() {}

    static String of(Rule rule) {
        return PublishedRule.parse(rule).map(RuleWords::of).orElseGet(() -> String.join(" ", rule.arguments()));
    }

    private static String of(PublishedRule rule) {
        String source = switch (rule.source()) {
            case Source.Anyone _ -> "";
            case Source.Block block -> " from " + block.addresses();
            case Source.Containers _ -> " from containers";
            case Source.Host _ -> " from this host";
        };
        return rule.hostEndpoint() + "/" + rule.hostPort().protocol() + " -> " + rule.targetEndpoint() + source;
    }
}
