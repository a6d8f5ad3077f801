package io.jnetctl.reconciler.execute;

/** Told how far an apply has come. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (done, total) -> {};

    void steps(int done, int total);
}
