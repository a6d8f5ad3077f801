package io.jnetctl.golden.page;

import io.jnetctl.kernel.NetworkGroup;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * docs/firewall.md: the rules of one stack, each with its reason. A rule, a chain or a reason that has no counterpart is an error, so
 * that the page says all that the code does and nothing else.
 */
final class FirewallPage {
    private static final String GROUPS = "the policy is in the bridge's group";
    private static final String ORDER = "order";
    private static final String END = "end";

    private final Observed host;
    private final StringBuilder out = new StringBuilder();

    private FirewallPage(Observed host) {
        this.host = host;
    }

    /**
     * The whole page.
     *
     * @param host to which the stack of the manifest was applied, and nothing else
     * @throws IllegalStateException naming what is not explained, or explained and not there
     */
    static String of(Observed host, String manifest, Reasons reasons) {
        return new FirewallPage(host).render(manifest, reasons);
    }

    private String render(String manifest, Reasons reasons) {
        line("# The rules of the firewall");
        line("");
        line("What `jnetctl apply` writes into iptables for [this stack](../manifests/examples/ports.yaml), and why. "
                + "The page is made from the code, and a test fails until it follows it.");
        line("");
        line("```yaml");
        manifest.lines().filter(each -> !each.startsWith("#")).forEach(this::line);
        line("```");
        line("");
        Map<String, List<Rule>> chains = chains();
        reasons.sections().forEach((name, section) -> {
            switch (name) {
                case GROUPS -> {
                    line("## The policy is in the bridge's group");
                    line("");
                    text(section);
                    policies();
                }
                case ORDER -> {
                    line("## The chains");
                    line("");
                    text(section);
                }
                case END -> {
                    line("## Beyond the example");
                    line("");
                    text(section);
                }
                default -> chain(name, section, chains);
            }
        });
        if (!chains.isEmpty()) {
            throw new IllegalStateException("the page does not explain " + chains);
        }
        return out.toString().stripTrailing() + "\n";
    }

    private void text(Reasons.Section section) {
        String text = section.text().toString().strip();
        if (!text.isEmpty()) {
            text.lines().forEach(this::line);
            line("");
        }
    }

    private void policies() {
        line("| network | bridge | group | policy |");
        line("| --- | --- | --- | --- |");
        for (Observed.Entry entry : host.entries().values()) {
            Owner owner = entry.owner();
            if (entry.resource() instanceof Bridge bridge && owner != null && bridge.policy() != null) {
                NetworkPolicy policy = bridge.policy();
                line("| " + owner.object() + " | `" + bridge.name() + "` | `"
                        + String.format(Locale.ROOT, "%#x", NetworkGroup.of(owner, policy)) + "` | " + policy + " |");
            }
        }
        line("");
        line("| in a rule | the bridges that it means |");
        line("| --- | --- |");
        line("| `" + NetworkGroup.ANY + "` | all of jnetctl's |");
        line("| `" + NetworkGroup.INTERNAL + "` | of internal networks |");
        line("| `" + NetworkGroup.ISOLATED + "` | of networks with `icc: false` |");
        line("| `" + NetworkGroup.HOST_CLOSED + "` | of networks whose containers do not reach the host |");
        line("| `" + NetworkGroup.HOST_OPEN + "` | of networks with `host_access: true` |");
        line("| `" + NetworkGroup.MASQUERADE + "` | of networks that are masqueraded |");
        line("");
    }

    /** Ours, and what we have in built-in ones, by {@code table CHAIN}; each in order. */
    private Map<String, List<Rule>> chains() {
        Map<String, List<Rule>> chains = new LinkedHashMap<>();
        for (Observed.Entry entry : host.entries().values()) {
            if (entry.resource() instanceof Chain chain) {
                chains.computeIfAbsent(chain.table() + " " + chain.name(), absent -> new ArrayList<>());
            } else if (entry.resource() instanceof Rule rule) {
                chains.computeIfAbsent(rule.table() + " " + rule.chain(), absent -> new ArrayList<>())
                        .add(rule);
            }
        }
        return chains;
    }

    private void chain(String name, Reasons.Section section, Map<String, List<Rule>> chains) {
        List<Rule> rules = chains.remove(name);
        if (rules == null) {
            throw new IllegalStateException("the page explains a chain that is not there: " + name);
        }
        line("### " + name);
        line("");
        text(section);
        Map<String, String> left = new LinkedHashMap<>(section.reasons());
        if (!rules.isEmpty()) {
            line("| rule | |");
            line("| --- | --- |");
        }
        for (Rule rule : rules) {
            String arguments = String.join(" ", rule.arguments());
            String reason = left.remove(arguments);
            if (reason == null) {
                throw new IllegalStateException("the page does not explain the rule " + name + ": " + arguments);
            }
            line("| `" + arguments + "` | " + reason + " |");
        }
        if (!left.isEmpty()) {
            throw new IllegalStateException(
                    "the page explains rules that are not there: " + name + ": " + left.keySet());
        }
        if (!rules.isEmpty()) {
            line("");
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
