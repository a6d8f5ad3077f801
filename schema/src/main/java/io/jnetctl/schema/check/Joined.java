package io.jnetctl.schema.check;

import io.jnetctl.schema.Attachment;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.External;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network with its containers, those of other stacks that use it included. */
record Joined(Stack stack, Network network, List<Member> members) {
    /** A container on the network. */
    record Member(Stack stack, Container container, Attachment attachment) {
        /** The container's name, with the stack where that is another one. */
        String nameFor(Stack viewer) {
            return stack.name().equals(viewer.name()) ? container.name() : stack.name() + "/" + container.name();
        }
    }

    private record Id(String stack, String network) {}

    /** All networks of the manifest, in its order; one of another stack only where that is not there. */
    static List<Joined> of(Manifest manifest) {
        Declared declared = Declared.of(manifest);
        Map<Id, Joined> joined = new LinkedHashMap<>();
        for (Stack stack : manifest.stacks()) {
            for (Network network : stack.networks()) {
                if (owner(declared, stack, network).isEmpty()) {
                    joined.putIfAbsent(
                            new Id(stack.name(), network.name()), new Joined(stack, network, new ArrayList<>()));
                }
            }
        }
        for (Stack stack : manifest.stacks()) {
            Map<String, Network> networks = new LinkedHashMap<>();
            stack.networks().forEach(network -> networks.put(network.name(), network));
            for (Container container : stack.containers()) {
                for (Attachment attachment : container.attachments()) {
                    Optional.ofNullable(networks.get(attachment.network()))
                            .map(network ->
                                    owner(declared, stack, network).orElse(new Id(stack.name(), network.name())))
                            .map(joined::get)
                            .ifPresent(j -> j.members().add(new Member(stack, container, attachment)));
                }
            }
        }
        return List.copyOf(joined.values());
    }

    private static Optional<Id> owner(Declared declared, Stack stack, Network network) {
        if (network.external() instanceof External.OtherStack other
                && !other.stack().equals(stack.name())) {
            return declared.stack(other.stack())
                    .flatMap(owner -> Optional.ofNullable(owner.get(other.network())))
                    .filter(owned -> !(owned.external() instanceof External.OtherStack))
                    .map(owned -> new Id(other.stack(), other.network()));
        }
        return Optional.empty();
    }

    /** The network's name, with the stack where that is another one. */
    String nameFor(Stack viewer) {
        return stack.name().equals(viewer.name()) ? network.name() : stack.name() + "/" + network.name();
    }
}
