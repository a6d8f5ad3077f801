package io.jnetctl.schema;

/** Where a network comes from that this stack uses but does not own. */
public sealed interface External {
    /** A network that another stack declares. */
    record OtherStack(String stack, String network) implements External {
        @Override
        public String toString() {
            return stack + "/" + network;
        }
    }

    /** A bridge that exists on the host and that jnetctl neither made nor removes. */
    record AdoptedBridge(String bridge) implements External {
        @Override
        public String toString() {
            return bridge;
        }
    }
}
