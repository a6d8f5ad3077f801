package io.jnetctl.kernel;

/** What became of one operation of a batch. */
public sealed interface Outcome {
    Outcome DONE = new Done("");
    Outcome NOT_RUN = new NotRun();

    /** @param note what could not be done along with it and is no failure, or empty */
    record Done(String note) implements Outcome {}

    record Failed(KernelException reason) implements Outcome {}

    /** It was not tried, because one before it had failed. */
    record NotRun() implements Outcome {}
}
