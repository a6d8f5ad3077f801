package io.jnetctl.cli.reach;

import io.jnetctl.cli.render.Style;
import io.jnetctl.inet.Family;
import io.jnetctl.reconciler.reach.Answer;
import io.jnetctl.reconciler.reach.Answer.Finding;
import io.jnetctl.reconciler.reach.Outcome;
import java.util.List;

/** An answer for people: yes or no and why, then what it was tried with and which rule decided. */
public final class AnswerText {
    private static final List<String> ANYWHERE = List.of("anywhere");

    private final Style style;

    public AnswerText(Style style) {
        this.style = style;
    }

    /** Each line with a line end. */
    public String print(Answer answer) {
        StringBuilder out = new StringBuilder();
        Finding deciding = answer.deciding();
        out.append(sentence(deciding)).append('\n');
        if (!answer.open().isEmpty()) {
            line(out, "only", String.join(", ", answer.open()));
        }
        if (!answer.from().isEmpty() && !answer.from().equals(ANYWHERE)) {
            line(out, "from", String.join(", ", answer.from()));
        }
        details(out, deciding);
        for (Family family : Family.values()) {
            answer.findings().stream()
                    .filter(finding -> finding.family() == family && deciding.family() != family)
                    .findFirst()
                    .filter(other -> other.verdict() != deciding.verdict())
                    .ifPresent(other -> {
                        out.append(family).append(": ").append(sentence(other)).append('\n');
                        details(out, other);
                    });
        }
        return out.toString();
    }

    private void details(StringBuilder out, Finding finding) {
        if (finding.source() != null && finding.destination() != null) {
            line(out, "sent", finding.source() + " -> " + finding.destination());
        }
        finding.outcome().rule().ifPresent(rule -> line(out, "rule", rule.toString()));
    }

    private void line(StringBuilder out, String label, String text) {
        out.append("  ").append(style.dim(label)).append("  ").append(text).append('\n');
    }

    private String sentence(Finding finding) {
        return switch (finding.outcome()) {
            case Outcome.Reached reached -> style.green("yes") + ": " + reached.reason();
            case Outcome.Stopped stopped -> style.red("no") + ": " + stopped.reason();
            case Outcome.Unclear _ ->
                style.yellow("cannot tell") + ": it depends on a rule that jnetctl does not understand";
        };
    }
}
