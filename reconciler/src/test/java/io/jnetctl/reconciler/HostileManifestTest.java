package io.jnetctl.reconciler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jnetctl.kernel.Observed;
import io.jnetctl.schema.diagnostic.Diagnostic;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.read.ManifestReader;
import io.jnetctl.schema.read.ReadResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Manifests that ask for more than a host has, found only as they are planned. */
final class HostileManifestTest {
    @Test
    void allPortsOfAllProtocolsPublishedDynamicallyAreOneErrorAProtocol() {
        ReadResult read = ManifestReader.read(List.of(new SourceText("m.yaml", """
                apiVersion: jnetctl/v1
                stack: shop
                containers:
                  web: {publish_all: true, expose: ["1-65535/tcp", "1-65535/udp", "1-65535/sctp"]}
                """)));
        Proposal proposal = Reconciler.propose(read.manifest(), Observed.EMPTY);
        assertFalse(proposal.isSound());
        assertEquals(
                List.of("tcp", "udp", "sctp"),
                proposal.diagnostics().stream()
                        .filter(Diagnostic::isError)
                        .map(error -> error.message().replaceFirst(".* for \\d+/", ""))
                        .toList());
    }
}
