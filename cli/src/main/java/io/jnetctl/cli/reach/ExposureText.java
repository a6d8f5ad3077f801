package io.jnetctl.cli.reach;

import io.jnetctl.cli.render.Style;
import io.jnetctl.cli.render.TextTable;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.PortRange;
import io.jnetctl.reconciler.reach.Exposure;
import io.jnetctl.reconciler.reach.Exposure.Opening;
import java.util.List;
import java.util.stream.Collectors;

/** What is reached from outside, as a table. */
public final class ExposureText {
    /** Beyond, ranges are told as what they are mostly: all but a few. */
    private static final int MOST_RANGES = 4;

    private final Style style;

    public ExposureText(Style style) {
        this.style = style;
    }

    /** Each line with a line end. */
    public String print(Exposure exposure) {
        if (exposure.openings().isEmpty()) {
            return "Nothing of this host is reached from outside.\n";
        }
        TextTable table = new TextTable("PORT", "AT", "TO", "FROM", "BY");
        for (Opening opening : exposure.openings()) {
            String to = opening.target() == null ? opening.to() : opening.to() + " " + opening.target();
            table.row(
                    ports(opening.ports()) + "/" + opening.protocol(),
                    opening.addresses().stream().map(Object::toString).collect(Collectors.joining(", ")),
                    to,
                    String.join(", ", opening.from()),
                    (opening.certain() ? "" : "perhaps: ") + opening.reason());
        }
        return table.print(style);
    }

    private static String ports(List<PortRange> ranges) {
        if (ranges.size() <= MOST_RANGES) {
            return ranges.stream()
                    .map(range -> range.first() == 1 && range.last() == Port.MAX ? "all" : range.toString())
                    .collect(Collectors.joining(","));
        }
        int count = ranges.stream().mapToInt(PortRange::size).sum();
        return count + " ports";
    }
}
