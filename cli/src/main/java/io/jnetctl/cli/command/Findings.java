package io.jnetctl.cli.command;

import io.jnetctl.cli.host.ReportedFailure;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.diff.Conflict;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.diagnostic.Diagnostic;
import io.jnetctl.schema.diagnostic.DiagnosticPrinter;
import io.jnetctl.schema.diagnostic.Severity;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.read.ReadResult;
import java.util.List;

/** Tells what is wrong, or worth a warning, with a manifest and with a plan for it: all of it, before anything else happens. */
final class Findings {
    private final Session session;
    private List<SourceText> sources = List.of();

    Findings(Session session) {
        this.session = session;
    }

    /** @throws ReportedFailure when the manifest has errors */
    Manifest require(ReadResult read) {
        sources = read.sources();
        report(read.diagnostics(), sources);
        if (!read.ok()) {
            throw new ReportedFailure();
        }
        return read.manifest();
    }

    /** All that stands against a plan, or is worth a warning. */
    void report(Proposal proposal) {
        report(proposal.diagnostics(), sources);
        for (Conflict conflict : proposal.conflicts()) {
            session.error(conflict.message(), conflict.hint());
        }
    }

    /** @throws ReportedFailure when the plan must not be applied */
    void requireSound(Proposal proposal) {
        report(proposal);
        if (!proposal.isSound()) {
            throw new ReportedFailure();
        }
    }

    /** @throws ReportedFailure when the manifest does not come to anything on this host; what is in the way is the caller's to tell */
    void requireResolved(Proposal proposal) {
        report(proposal.diagnostics(), sources);
        if (proposal.diagnostics().stream().anyMatch(Diagnostic::isError)) {
            throw new ReportedFailure();
        }
    }

    /** Shows each, with its line of the source. */
    void report(List<Diagnostic> diagnostics, List<SourceText> sources) {
        DiagnosticPrinter printer = new DiagnosticPrinter(sources);
        for (Diagnostic diagnostic : diagnostics) {
            String text = printer.print(diagnostic);
            String severity = diagnostic.severity() + ":";
            session.printError(
                    diagnostic.severity() == Severity.ERROR
                            ? session.errorStyle().red(severity) + text.substring(severity.length())
                            : session.errorStyle().yellow(severity) + text.substring(severity.length()));
        }
    }
}
