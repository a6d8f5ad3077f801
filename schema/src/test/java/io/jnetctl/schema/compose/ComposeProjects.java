package io.jnetctl.schema.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.schema.Attachment;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.NetworkMode;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Diagnostic;
import io.jnetctl.schema.diagnostic.DiagnosticPrinter;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.read.ManifestReader;
import io.jnetctl.schema.read.ReadResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Compose files in tests: read in memory, and printed as the facts that tests compare. */
final class ComposeProjects {
    static final String FILE = "shop/compose.yaml";

    private ComposeProjects() {}

    static ReadResult read(String text) {
        return read(text, Map.of(), Map.of());
    }

    /** @param files the further files of the folder /home, by name */
    static ReadResult read(String text, Map<String, String> variables, Map<String, String> files) {
        return ManifestReader.read(List.of(new SourceText(FILE, text)), surroundings(variables, files));
    }

    /** @param texts of compose files, by name */
    static ReadResult readAll(Map<String, String> texts) {
        List<SourceText> sources = texts.entrySet().stream()
                .map(file -> new SourceText(file.getKey(), file.getValue()))
                .sorted(Comparator.comparing(SourceText::file))
                .toList();
        return ManifestReader.read(sources, surroundings(Map.of(), Map.of()));
    }

    static Surroundings surroundings(Map<String, String> variables, Map<String, String> files) {
        Path home = Path.of("/home");
        return new Surroundings(variables, home, path -> {
            String content = files.get(home.relativize(path).toString());
            if (content == null) {
                throw new NoSuchFileException(path.toString());
            }
            return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        });
    }

    /** The stack of a file that must be without fault. */
    static Stack stack(String text) {
        return only(read(text));
    }

    static Stack only(ReadResult result) {
        assertEquals("", new DiagnosticPrinter(result.sources()).print(result.diagnostics()));
        return result.manifest().stacks().getFirst();
    }

    /** SEVERITY LINE:COLUMN MESSAGE of each. */
    static List<String> complaints(ReadResult result) {
        return result.diagnostics().stream().map(ComposeProjects::line).toList();
    }

    private static String line(Diagnostic diagnostic) {
        String file =
                diagnostic.pos().file().equals(FILE) ? "" : diagnostic.pos().file() + ":";
        return diagnostic.severity() + " " + file + diagnostic.pos().line() + ":"
                + diagnostic.pos().column() + " " + diagnostic.message();
    }

    /** All that differs from a container or network of which nothing is written, on one line each. */
    static String facts(Stack stack) {
        StringJoiner facts = new StringJoiner("; ");
        stack.networks().forEach(network -> facts.add(network(network)));
        stack.containers().forEach(container -> facts.add(container(container)));
        return facts.toString();
    }

    private static String network(Network network) {
        StringJoiner facts = new StringJoiner(" ");
        facts.add("net").add(network.name());
        network.subnets().forEach(s -> facts.add("subnet=" + s));
        network.gateways().forEach(s -> facts.add("gw=" + s));
        network.ipRanges().forEach(s -> facts.add("range=" + s));
        network.reserved().forEach(s -> facts.add("reserved=" + s));
        add(facts, network.internal(), "internal");
        add(facts, !network.icc(), "no-icc");
        add(facts, !network.masquerade(), "no-masquerade");
        add(facts, network.ipv6(), "ipv6");
        add(facts, network.mtu() != null, "mtu=" + network.mtu());
        add(facts, network.bridge() != null, "bridge=" + network.bridge());
        add(facts, network.external() != null, "external=" + network.external());
        return facts.toString();
    }

    private static String container(Container container) {
        StringJoiner facts = new StringJoiner(" ");
        facts.add(container.name());
        add(facts, !container.hostname().equals(container.name()), "hostname=" + container.hostname());
        add(facts, !(container.mode() instanceof NetworkMode.Networks), String.valueOf(container.mode()));
        container.attachments().forEach(a -> facts.add("on " + attachment(a)));
        container.expose().forEach(p -> facts.add("expose=" + p));
        container
                .publish()
                .forEach(p -> facts.add("publish="
                        + (p.hostIp() == null ? "" : p.hostIp())
                        + "|" + (p.hostPorts() == null ? "" : p.hostPorts())
                        + "|" + p.target()));
        container.links().forEach(l -> facts.add("link=" + l.container() + ":" + l.alias()));
        container.environment().forEach((k, v) -> facts.add(k + "=" + v));
        container
                .extraHosts()
                .forEach(h -> facts.add("host=" + h.name() + ">" + (h.address() == null ? "gateway" : h.address())));
        container.dns().forEach(d -> facts.add("dns=" + d));
        container.dnsSearch().forEach(d -> facts.add("search=" + d));
        container.sysctls().forEach((k, v) -> facts.add(k + "=" + v));
        return facts.toString();
    }

    private static String attachment(Attachment attachment) {
        StringJoiner facts = new StringJoiner(",");
        facts.add(attachment.network());
        add(facts, attachment.ipv4Address() != null, String.valueOf(attachment.ipv4Address()));
        add(facts, attachment.ipv6Address() != null, String.valueOf(attachment.ipv6Address()));
        add(facts, attachment.macAddress() != null, String.valueOf(attachment.macAddress()));
        add(facts, attachment.interfaceName() != null, String.valueOf(attachment.interfaceName()));
        add(facts, attachment.gatewayPriority() != 0, "gw" + attachment.gatewayPriority());
        attachment.aliases().forEach(alias -> facts.add("@" + alias));
        return facts.toString();
    }

    private static void add(StringJoiner facts, boolean present, String fact) {
        if (present) {
            facts.add(fact);
        }
    }
}
