package io.jnetctl.kernel;

/** The right to change a host: nobody else has it until it is closed, or until the process that has it ends in whatever way. */
public interface HostLock extends AutoCloseable {
    @Override
    void close();
}
