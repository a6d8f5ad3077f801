package io.jnetctl.cli.render;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.resource.Rule;
import java.util.List;

/** Says what a firewall rule does: a published port in a user's terms, any other as iptables-save prints it. */
final class RuleWords {
    private RuleWords() {}

    static String of(Rule rule) {
        String target = value(rule.arguments(), "--to-destination");
        if (target.isEmpty()) {
            return String.join(" ", rule.arguments());
        }
        String destination = value(rule.arguments(), "-d");
        String any = rule.family() == Family.V4 ? "0.0.0.0" : "[::]";
        String address = destination.isEmpty() ? any : withoutLength(destination, rule.family());
        return address + ":" + value(rule.arguments(), "--dport") + "/" + value(rule.arguments(), "-p") + " -> "
                + target;
    }

    private static String withoutLength(String prefix, Family family) {
        int slash = prefix.indexOf('/');
        String address = slash < 0 ? prefix : prefix.substring(0, slash);
        return family == Family.V4 ? address : "[" + address + "]";
    }

    private static String value(List<String> arguments, String option) {
        int at = arguments.indexOf(option);
        return at >= 0 && at + 1 < arguments.size() ? arguments.get(at + 1) : "";
    }
}
