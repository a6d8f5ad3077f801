package io.jnetctl.cli.render;

import io.jnetctl.inet.Protocol;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What rules are for, in a user's terms. */
sealed interface RuleUse {
    /** The word for it. */
    String kind();

    /** What users know it by. */
    String label();

    /** @param variants what tells its rules from each other, as {@link RuleWords#variant} */
    String detail(Collection<String> variants);

    /** A link, by its ends. */
    record Link(String label) implements RuleUse {
        @Override
        public String kind() {
            return "link";
        }

        /** The ports that it opens. */
        @Override
        public String detail(Collection<String> variants) {
            return String.join(", ", variants);
        }
    }

    /**
     * Ports of the host that follow each other, and lead to as many of a container.
     *
     * @param host its address, as it stands before a colon
     * @param hostPort the first one
     * @param container empty where it is not known
     * @param target its address, as it stands before a colon
     * @param targetPort the first one
     */
    record Ports(
            String host, int hostPort, Protocol protocol, String container, String target, int targetPort, int count)
            implements RuleUse {
        private static final String PUBLISHES = " publishes ";

        @Override
        public String kind() {
            return "port";
        }

        @Override
        public String label() {
            return host + ":" + range(hostPort) + "/" + protocol;
        }

        /** Where they lead to, and who may use them. */
        @Override
        public String detail(Collection<String> variants) {
            return "-> " + (container.isEmpty() ? "" : container + " ") + target + ":" + range(targetPort)
                    + (variants.isEmpty() ? "" : " from " + String.join(", ", variants));
        }

        private String range(int first) {
            return count == 1 ? Integer.toString(first) : first + "-" + (first + count - 1);
        }

        /** Whether each cause says that the container publishes something. */
        boolean publishedBy(Collection<String> causes) {
            for (String cause : causes) {
                if (!cause.startsWith(PUBLISHES, container.length()) || !cause.startsWith(container)) {
                    return false;
                }
            }
            return !container.isEmpty();
        }

        /** In place of one cause a port. */
        String cause() {
            return container + PUBLISHES + count + " ports";
        }

        /** Whether the other ones begin, on both sides, where these end. */
        boolean isFollowedBy(Ports next) {
            return next.hostPort == hostPort + count && next.targetPort == targetPort + count && next.isAlike(this);
        }

        private boolean isAlike(Ports other) {
            return protocol == other.protocol
                    && host.equals(other.host)
                    && target.equals(other.target)
                    && container.equals(other.container);
        }

        /** These, and those that follow them. */
        Ports with(Ports next) {
            return new Ports(host, hostPort, protocol, container, target, targetPort, count + next.count);
        }

        /** Told one by one here and in {@link #hashCode}: plans look up thousands of them. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Ports it
                    && hostPort == it.hostPort
                    && targetPort == it.targetPort
                    && count == it.count
                    && isAlike(it);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * host.hashCode() + hostPort) + targetPort;
        }
    }
}
