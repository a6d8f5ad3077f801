package io.jnetctl.kernel.flow;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.PortRange;
import io.jnetctl.inet.Protocol;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Flows that a change leaves behind. Printed as one line that {@link #parse} reads again. */
public sealed interface FlowPattern {
    /** Flows that a translation led, which is gone. */
    record LedBy(Translation gone) implements FlowPattern {
        @Override
        public String toString() {
            return Text.of("led", gone);
        }
    }

    /**
     * Flows that a new translation would have led elsewhere, had it been there when they began. An established connection of TCP
     * does not count: it is with a server that was there before.
     */
    record Missed(Translation made) implements FlowPattern {
        @Override
        public String toString() {
            return Text.of("not led", made);
        }
    }

    /** Flows from or to an address that is no longer where it was. */
    record With(IpAddress address) implements FlowPattern {
        @Override
        public String toString() {
            return "of " + address;
        }
    }

    /** Reads what {@code toString} printed; empty for anything else. */
    static Optional<FlowPattern> parse(String text) {
        try {
            if (text.startsWith("of ")) {
                return IpAddress.tryParse(text.substring("of ".length())).map(With::new);
            } else if (text.startsWith("led ")) {
                return Optional.of(new LedBy(Text.translation(text.substring("led ".length()))));
            } else if (text.startsWith("not led ")) {
                return Optional.of(new Missed(Text.translation(text.substring("not led ".length()))));
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code led from udp any any 53 to 10.10.0.5 port 5353}. */
    final class Text {
        private static final int WORDS = 9;
        private static final String ANY = "any";

        private Text() {}

        private static String of(String how, Translation translation) {
            return how + " from " + translation.protocol() + " " + text(translation.source()) + " "
                    + text(translation.destination()) + " " + translation.ports() + " to " + translation.target()
                    + " port " + text(translation.targetPort());
        }

        private static String text(@Nullable Object value) {
            return value == null ? ANY : value.toString();
        }

        private static Translation translation(String text) {
            String[] words = text.split(" ", -1);
            if (words.length != WORDS) {
                throw new IllegalArgumentException("not a translation: " + text);
            }
            return new Translation(
                    Protocol.parse(words[1]),
                    words[2].equals(ANY) ? null : Cidr.parse(words[2]),
                    words[3].equals(ANY) ? null : Cidr.parse(words[3]),
                    PortRange.parse(words[4]),
                    IpAddress.parse(words[6]),
                    words[8].equals(ANY) ? null : Port.parseNumber(words[8]));
        }
    }
}
