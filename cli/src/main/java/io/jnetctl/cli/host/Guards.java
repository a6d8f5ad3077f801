package io.jnetctl.cli.host;

/** Processes that outlive the command that starts them, to take back what it did unless somebody confirms it. */
public interface Guards {
    /** What a guard prints, on a line of its own, once nothing can keep it from its work any more. */
    String READY = "ready";

    /** Of a machine without processes. */
    Guards NONE = new Guards() {
        @Override
        public String start() {
            throw new UnsupportedOperationException("no processes here");
        }

        @Override
        public boolean isAlive(String guard) {
            return false;
        }

        @Override
        public void becomeOne() {
            throw new UnsupportedOperationException("no processes here");
        }

        @Override
        public void leave() {}
    };

    /**
     * Starts {@code jnetctl guard}, and waits until it is ready.
     *
     * @return words that tell it from every other process of this host, until a reboot
     * @throws Failure when it does not become ready; it is ended then
     */
    String start();

    /** Whether that guard is still there. */
    boolean isAlive(String guard);

    /** Makes this process one that nobody's terminal ends. */
    void becomeOne();

    /** The last that this process does as one: what it said stays, and nothing else. */
    void leave();
}
