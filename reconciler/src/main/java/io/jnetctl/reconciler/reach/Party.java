package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.IpAddress;

/** Who sends, or is sent to. */
public sealed interface Party {
    /** A container of a stack, by any of its addresses. */
    record Container(String stack, String container) implements Party {
        @Override
        public String toString() {
            return stack + "/" + container;
        }
    }

    /** The host itself, by any of its addresses. */
    record Host() implements Party {
        @Override
        public String toString() {
            return "host";
        }
    }

    /** Whoever is behind the host's links that lead to no container. */
    record Outside() implements Party {
        @Override
        public String toString() {
            return "outside";
        }
    }

    /** Whoever has that address; somebody outside where neither the host nor a container has. */
    record AddressOf(IpAddress address) implements Party {
        @Override
        public String toString() {
            return address.toString();
        }
    }
}
