package io.jnetctl.schema.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jnetctl.schema.JsonSchema;
import io.jnetctl.schema.diagnostic.Diagnostic;
import io.jnetctl.schema.diagnostic.DiagnosticPrinter;
import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.yaml.Limits;
import io.jnetctl.schema.yaml.YamlDocuments;
import io.jnetctl.schema.yaml.YamlNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schema and the reader agree. A bad file's first line is {@code # expect: LINE:COLUMN: MESSAGE}, the
 * first diagnostic; the line {@code # schema: accepts} marks what a schema cannot tell.
 */
class JsonSchemaTest {
    private static final Path BAD = Path.of("src/test/resources/bad");
    private static final Path EXAMPLES = Path.of("../manifests/examples");
    private static final String EXPECT = "# expect: ";
    private static final String SCHEMA_ACCEPTS = "# schema: accepts";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JsonSchema.text());

    static List<Path> bad() throws IOException {
        return yaml(BAD);
    }

    static List<Path> examples() throws IOException {
        return yaml(EXAMPLES).stream()
                .filter(file -> !file.startsWith(EXAMPLES.resolve("compose")))
                .toList();
    }

    private static List<Path> yaml(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void readerAndSchemaAcceptEveryExample(Path file) throws IOException {
        SourceText source = new SourceText(file.getFileName().toString(), Files.readString(file));
        ReadResult result = ManifestReader.read(List.of(source));
        assertEquals("", new DiagnosticPrinter(result.sources()).print(result.diagnostics()));
        assertEquals(List.of(), schemaErrors(source));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void readerRefusesEveryBadFileAndTheSchemaAllThatItCanTell(Path file) throws IOException {
        String text = Files.readString(file);
        SourceText source = new SourceText(file.getFileName().toString(), text);
        ReadResult result = ManifestReader.read(List.of(source));
        assertFalse(result.ok());
        Diagnostic first = result.diagnostics().getFirst();
        String expected = text.lines().findFirst().orElseThrow();
        assertEquals(expected, EXPECT + first.pos().line() + ":" + first.pos().column() + ": " + first.message());
        boolean accepts = text.lines().anyMatch(SCHEMA_ACCEPTS::equals);
        List<String> errors = schemaErrors(source);
        assertEquals(accepts, errors.isEmpty(), () -> "the schema says " + errors);
    }

    @Test
    void thereAreBadFilesOfAllKinds() throws IOException {
        assertTrue(bad().size() > 200);
    }

    @Test
    void aManifestOfEverythingPassesBoth() {
        String everything = """
                apiVersion: jnetctl/v1
                stack: 42
                x-common: &common
                  dns: [192.0.2.53, "2001:db8::53"]
                  dns_search: [example.org, .]
                defaults:
                  address_pools: [{base: 10.0.0.0/8, size: 24}, {base: "fd00::/48", size: 64}]
                  avoid: [10.8.0.0/24]
                  port_range: 40000-50000
                networks:
                  front:
                    driver: bridge
                    subnets: [10.10.0.0/24, "fd00:10::/64"]
                    gateways: [10.10.0.1, "fd00:10::1"]
                    ip_ranges: [10.10.0.128/25]
                    reserved: [10.10.0.9]
                    internal: false
                    icc: False
                    masquerade: true
                    mtu: 1500
                    bridge: br-front
                    ipv6: true
                    host_access: true
                    routes: [{destination: 10.1.0.0/16, via: 10.10.0.7}, {destination: 10.2.0.0/16, blackhole: true}]
                  lan: {external: true, bridge: br0, ip_range: 10.20.0.64/26}
                  shared: {external: true, name: other/front}
                  back:
                  bridge: {mtu: 1400}
                containers:
                  web:
                    <<: *common
                    hostname: web.example.org
                    networks:
                      front:
                        ipv4_address: 10.10.0.5
                        ipv6_address: fd00:10::5
                        aliases: [www]
                        mac_address: 02-42-0A-0A-00-05
                        interface: wan0
                        gateway: true
                        gateway_priority: -1
                      back:
                    expose: [9000, 7000-7009/udp, "1/sctp"]
                    publish:
                      - 22:22
                      - 80
                      - 127.0.0.1::443/tcp
                      - "[::1]:8081:80"
                      - {target: 53, published: 5353, protocol: udp, host_ip: 0.0.0.0, from: 192.0.2.0/24}
                      - {target: 90-91, published: 90-91, from: [192.0.2.0/24]}
                    publish_all: true
                    links: [db, "db:database"]
                    environment: {A: 1, B: 1.10, C: yes, D: "", E: true}
                    extra_hosts: {gw: 192.0.2.1, many: ["192.0.2.2", "::2"], me: host-gateway}
                    sysctls: {net.ipv4.ip_forward: 1}
                  db: {networks: [back], environment: [A=1, B=], extra_hosts: ["a:192.0.2.1", "b=[::1]", "c:::1"]}
                  side: {network_mode: "container:web", environment: {X: 1}}
                  lonely: {network_mode: none, hostname: lonely}
                  outer: {network_mode: host, expose: [80]}
                  attached: {network_mode: bridge, attach: {netns: /run/netns/x}}
                  plain:
                """;
        SourceText source = new SourceText("stack.yaml", everything);
        ReadResult result = ManifestReader.read(List.of(source));
        assertEquals("", new DiagnosticPrinter(result.sources()).print(result.diagnostics()));
        assertEquals(List.of(), schemaErrors(source));
    }

    private static List<String> schemaErrors(SourceText source) {
        List<String> errors = new ArrayList<>();
        for (YamlNode document : YamlDocuments.read(source, Limits.STANDARD, new Diagnostics())) {
            SCHEMA.validate(json(document).toString(), InputFormat.JSON).forEach(e -> errors.add(e.toString()));
        }
        return errors;
    }

    /** What an editor makes of the YAML. */
    private static JsonNode json(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping mapping -> {
                var object = JSON.objectNode();
                mapping.entries().forEach(e -> object.set(e.key(), json(e.value())));
                yield object;
            }
            case YamlNode.Items list -> {
                var array = JSON.arrayNode();
                list.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case YamlNode.Scalar scalar ->
                switch (scalar.kind()) {
                    case TEXT -> JSON.textNode(scalar.text());
                    case NUMBER -> JSON.numberNode(new BigDecimal(scalar.text()));
                    case FLAG ->
                        JSON.booleanNode(scalar.text().toLowerCase(Locale.ROOT).equals("true"));
                    case NULL -> JSON.nullNode();
                };
        };
    }
}
