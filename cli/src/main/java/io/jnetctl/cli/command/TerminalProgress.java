package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.reconciler.execute.Progress;
import io.jnetctl.reconciler.plan.Plan;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on a terminal's standard error for a plan that takes a while; nothing otherwise. */
final class TerminalProgress implements Progress, AutoCloseable {
    /** A plan of fewer steps is done before anybody could read a bar. */
    private static final int LONG = 500;

    private static final int WIDTH = 79;

    private final @Nullable ProgressBar bar;

    private TerminalProgress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static TerminalProgress of(Environment environment, Plan plan) {
        boolean shown = environment.terminals().err() && plan.steps().size() >= LONG;
        return new TerminalProgress(shown ? bar(environment, plan.steps().size()) : null);
    }

    private static ProgressBar bar(Environment environment, int total) {
        return new ProgressBarBuilder()
                .setTaskName("apply")
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(environment.err(), WIDTH))
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void steps(int done, int total) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
