package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.Listener;
import io.jnetctl.kernel.Listener.Holder;
import io.jnetctl.kernel.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who listens on the host. */
public interface ListenerContract extends Subject {
    private List<Listener> listeners(String... named) {
        Set<Port> ports = Arrays.stream(named).map(Port::parse).collect(Collectors.toSet());
        return kernel().observe(new Scope(Set.of(STACK), Map.of(), Set.of(), ports))
                .facts()
                .listeners();
    }

    private Holder listen(Protocol protocol, String address, int port) {
        return outside().listen(protocol, IpAddress.parse(address), port);
    }

    private void assertSeen(List<Listener> expected, String... named) {
        try {
            assertEquals(expected, listeners(named));
        } finally {
            outside().stopListening();
        }
    }

    @Test
    default void listenersAreSeenByProtocolAddressAndPort() {
        listen(Protocol.UDP, "127.0.0.1", 53);
        listen(Protocol.TCP, "127.0.0.1", 8080);
        listen(Protocol.TCP, "0.0.0.0", 80);
        listen(Protocol.UDP, "127.0.0.2", 53);
        listen(Protocol.TCP, "::1", 443);
        assertSeen(List.of(
                new Listener(Protocol.TCP, IpAddress.parse("0.0.0.0"), false, 80, null),
                new Listener(Protocol.TCP, IpAddress.parse("::1"), false, 443, null),
                new Listener(Protocol.TCP, IpAddress.parse("127.0.0.1"), false, 8080, null),
                new Listener(Protocol.UDP, IpAddress.parse("127.0.0.1"), false, 53, null),
                new Listener(Protocol.UDP, IpAddress.parse("127.0.0.2"), false, 53, null)));
    }

    @Test
    default void aListenerOnAllOfIpv6TakesIpv4Too() {
        listen(Protocol.TCP, "::", 8080);
        listen(Protocol.UDP, "::", 53);
        assertSeen(List.of(
                new Listener(Protocol.TCP, IpAddress.parse("::"), true, 8080, null),
                new Listener(Protocol.UDP, IpAddress.parse("::"), true, 53, null)));
    }

    @Test
    default void onlyTheProcessesAtThePortsOfTheScopeAreNamed() {
        listen(Protocol.TCP, "127.0.0.1", 80);
        Holder holder = listen(Protocol.TCP, "127.0.0.1", 8080);
        listen(Protocol.UDP, "127.0.0.1", 8080);
        assertSeen(
                List.of(
                        new Listener(Protocol.TCP, IpAddress.parse("127.0.0.1"), false, 80, null),
                        new Listener(Protocol.TCP, IpAddress.parse("127.0.0.1"), false, 8080, holder),
                        new Listener(Protocol.UDP, IpAddress.parse("127.0.0.1"), false, 8080, null)),
                "8080/tcp",
                "9090/tcp");
    }

    @Test
    default void listenersAreLookedForOnlyWhereTheScopeAsks() {
        listen(Protocol.TCP, "127.0.0.1", 8080);
        try {
            assertEquals(List.of(), observe().facts().listeners());
        } finally {
            outside().stopListening();
        }
    }

    @Test
    default void aListenerThatEndedIsNotSeen() {
        listen(Protocol.TCP, "127.0.0.1", 8080);
        outside().stopListening();
        assertEquals(List.of(), listeners("8080/tcp"));
    }
}
