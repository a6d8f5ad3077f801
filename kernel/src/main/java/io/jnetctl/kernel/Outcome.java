package io.jnetctl.kernel;

/** What became of one operation of a batch. */
public sealed interface Outcome {
    Outcome DONE = new Done();
    Outcome NOT_RUN = new NotRun();

    record Done() implements Outcome {}

    record Failed(KernelException reason) implements Outcome {}

    /** It was not tried, because one before it had failed. */
    record NotRun() implements Outcome {}
}
