package io.jnetctl.cli.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts what happens to rules into lines, in the order in which they begin. Ports that follow each other on both sides, and are alike in
 * all else, are one line.
 *
 * @param <T> what happens to a rule
 */
final class RuleLines<T> {
    private final Map<Object, Line<T>> lines = new LinkedHashMap<>();
    private @Nullable Line<T> latest;

    /** One line. */
    static final class Line<T> {
        private final List<T> items = new ArrayList<>(1);
        private final List<String> variants = new ArrayList<>(0);
        private final List<String> causes = new ArrayList<>(1);
        private final Object group;
        private @Nullable RuleUse use;

        private Line(Object group, @Nullable RuleUse use) {
            this.group = group;
            this.use = use;
        }

        /** At least one, in the order in which they came. */
        List<T> items() {
            return items;
        }

        /** Null where it is none that users know. */
        @Nullable RuleUse use() {
            return use;
        }

        /** What tells its rules from each other. */
        List<String> variants() {
            return variants;
        }

        /** Why it is there. */
        String cause() {
            return causes.size() > 1 && use instanceof RuleUse.Ports ports && ports.count() > 1
                    ? ports.cause()
                    : String.join("; ", causes);
        }

        private void because(String cause) {
            // Of thousands of ports each may have a cause of its own; more than two are told by their number.
            if (causes.size() < 2 || !(use instanceof RuleUse.Ports ports && ports.count() > 1)) {
                addNew(causes, cause);
            }
        }

        private static void addNew(List<String> all, String text) {
            if (!all.contains(text)) {
                all.add(text);
            }
        }

        /** Whether it went on with the other line, which then is to be dropped. */
        private boolean joins(Line<T> next) {
            if (next.use instanceof RuleUse.Ports more
                    && variants.equals(next.variants)
                    && (causes.equals(next.causes) || (more.publishedBy(causes) && more.publishedBy(next.causes)))
                    && goesOn(next.group, more)) {
                items.addAll(next.items);
                next.causes.forEach(this::because);
                return true;
            }
            return false;
        }

        /** The same of a port that everybody may use: it has one rule. */
        private boolean joins(Object itsGroup, RuleUse.Ports more, String cause, T item) {
            if (variants.isEmpty()
                    && (causes.contains(cause) || (more.publishedBy(causes) && more.publishedBy(List.of(cause))))
                    && goesOn(itsGroup, more)) {
                items.add(item);
                because(cause);
                return true;
            }
            return false;
        }

        private boolean goesOn(Object itsGroup, RuleUse.Ports more) {
            if (use instanceof RuleUse.Ports ports && ports.isFollowedBy(more) && group.equals(itsGroup)) {
                use = ports.with(more);
                return true;
            }
            return false;
        }
    }

    /**
     * @param line equal for all that is one line whatever it is
     * @param group equal for lines that may become one
     * @param words null for what all stacks share
     */
    void add(Object line, Object group, @Nullable RuleWords words, String cause, T item) {
        if (latest != null
                && words != null
                && words.variant().isEmpty()
                && words.use() instanceof RuleUse.Ports ports
                && latest.joins(group, ports, cause, item)) {
            return;
        }
        Line<T> to = lines.computeIfAbsent(line, _ -> new Line<>(group, words == null ? null : words.use()));
        to.items.add(item);
        to.because(cause);
        if (words != null && !words.variant().isEmpty()) {
            Line.addNew(to.variants, words.variant());
        }
        latest = to;
    }

    List<Line<T>> lines() {
        List<Line<T>> all = new ArrayList<>();
        Map<Object, Line<T>> last = new HashMap<>();
        for (Line<T> line : lines.values()) {
            if (line.use instanceof RuleUse.Ports ports) {
                Object way = List.of(line.group, ports.host(), ports.protocol(), ports.container(), ports.target());
                Line<T> before = last.get(way);
                if (before != null && before.joins(line)) {
                    continue;
                }
                last.put(way, line);
            }
            all.add(line);
        }
        return all;
    }
}
