package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.wire.Nlmsg.NLM_F_CREATE;
import static io.jnetctl.kernel.linux.wire.Nlmsg.NLM_F_DUMP;
import static io.jnetctl.kernel.linux.wire.Nlmsg.NLM_F_EXCL;
import static io.jnetctl.kernel.linux.wire.Nlmsg.NLM_F_REPLACE;

import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.Request;
import java.util.List;
import java.util.Optional;

/**
 * A message of rtnetlink and what can be asked for with it. For every kind of object the message types follow each other as new,
 * delete, get: linux/rtnetlink.h.
 *
 * @param <A> the attributes that such a message has
 */
public sealed interface RtnetlinkMessage<A extends Encodable> extends Encodable
        permits LinkMessage, AddressMessage, RouteMessage, NeighbourMessage, NamespaceIdMessage {

    /** Attributes in wire order. */
    List<A> attributes();

    /** The number of RTM_NEW for this kind of object. */
    int newType();

    /** What the message is about, for people: {@code link br-front}. */
    String label();

    /** The first attribute of that class. */
    default <B extends A> Optional<B> find(Class<B> attribute) {
        return attributes().stream()
                .filter(attribute::isInstance)
                .map(attribute::cast)
                .findFirst();
    }

    /** Make it; refused with EEXIST where it exists. */
    default Request create() {
        return new Request(newType(), NLM_F_CREATE | NLM_F_EXCL, "add " + label(), this);
    }

    /** Make it, or make the one that exists like this. */
    default Request replace() {
        return new Request(newType(), NLM_F_CREATE | NLM_F_REPLACE, "replace " + label(), this);
    }

    /** Change the one that exists. */
    default Request change() {
        return new Request(newType(), 0, "change " + label(), this);
    }

    default Request delete() {
        return new Request(newType() + 1, 0, "delete " + label(), this);
    }

    /** The one that the header and attributes name. */
    default Request get() {
        return new Request(newType() + 2, 0, "get " + label(), this);
    }

    /** All that the header and attributes let through. */
    default Request dump() {
        return new Request(newType() + 2, NLM_F_DUMP, "list " + label(), this);
    }
}
