package io.jnetctl.kernel.linux.locate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.AttachTarget;
import io.jnetctl.kernel.AttachTarget.Engine;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.linux.RealHost;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocatorTest {
    private static final int SELF = (int) ProcessHandle.current().pid();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void aNamedNamespaceIsFoundByItsPathWithItsFilesInEtcNetns() throws Exception {
        RealHost.run(host -> {
            host.add(RealHost.WEB, RealHost.namespace());
            assertEquals(
                    new AttachedNetns(RealHost.WEB_NETNS, FileRoot.ofNamed("shop.web")),
                    host.kernel().locate(new AttachTarget.Path("/run/netns/shop.web")));
        });
    }

    @Test
    void aPathThatIsNoNamespaceIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("plain"), "");
        assertTrue(refused("EINVAL", new AttachTarget.Path(file.toString())).contains("is not a network namespace"));
        assertTrue(
                refused("ENOENT", new AttachTarget.Path("/run/netns/no-such")).contains("ip netns add"));
    }

    @Test
    void aProcessThatSharesOurMountsHasNoFilesOfItsOwn() {
        AttachedNetns found = locator().find(new AttachTarget.Pid(SELF));
        assertEquals("/proc/" + SELF + "/ns/net", found.netns().path());
        assertNull(found.etc());
    }

    @Test
    void aProcessWithMountsOfItsOwnHasItsRootsEtc() throws Exception {
        RealHost.run(host -> assertEquals(
                new FileRoot("/proc/" + SELF + "/root", "etc"),
                host.kernel().locate(new AttachTarget.Pid(SELF)).etc()));
    }

    @Test
    void aProcessThatEndedIsRefused() {
        assertEquals(
                "process 2147483647 is not there: is it running?",
                refused("ESRCH", new AttachTarget.Pid(Integer.MAX_VALUE)));
    }

    @Test
    void theHostsOwnNamespaceIsRefused() throws Exception {
        RealHost.run(host -> {
            KernelException e = assertThrows(
                    KernelException.class,
                    () -> host.kernel().locate(new AttachTarget.Path("/proc/thread-self/ns/net")));
            assertEquals("EINVAL", e.errno());
        });
    }

    @Test
    void aContainerIsFoundByItsNameThroughTheEnginesSocket() throws Exception {
        String json = "{\"Args\":[\"{\\\"State\\\":{\\\"Pid\\\":1}}\"],\"State\":{\"Status\":\"running\",\"Pid\":%d}}"
                .formatted(SELF);
        try (AutoCloseable engine = answering("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + json)) {
            Objects.requireNonNull(engine);
            assertEquals(
                    new Netns("docker:web", "/proc/" + SELF + "/ns/net"),
                    locator().find(new AttachTarget.Named(Engine.DOCKER, "web")).netns());
        }
    }

    @Test
    void aContainerThatTheEngineDoesNotHaveIsRefusedWithAWayOut() throws Exception {
        try (AutoCloseable engine = answering("HTTP/1.0 404 Not Found\r\n\r\n{\"message\":\"No such container\"}")) {
            Objects.requireNonNull(engine);
            assertEquals(
                    "no container web in Docker: there is none of that name: is it running? (docker ps)",
                    refused("ENOENT", new AttachTarget.Named(Engine.DOCKER, "web")));
        }
    }

    @Test
    void aContainerThatIsStoppedIsRefused() throws Exception {
        try (AutoCloseable engine = answering("HTTP/1.0 200 OK\r\n\r\n{\"State\":{\"Pid\":0}}")) {
            Objects.requireNonNull(engine);
            assertTrue(refused("ESRCH", new AttachTarget.Named(Engine.DOCKER, "web"))
                    .contains("start it first"));
        }
    }

    @Test
    void anEngineThatIsNotThereIsRefused() {
        assertTrue(
                refused("ENOENT", new AttachTarget.Named(Engine.PODMAN, "web")).contains("is Podman running?"));
    }

    @Test
    void aNameThatWouldEndTheRequestIsRefusedUnasked() throws Exception {
        Files.writeString(directory.resolve("docker.sock"), "");
        assertTrue(refused("ENOENT", new AttachTarget.Named(Engine.DOCKER, "web HTTP/1.0\r\n\r\n"))
                .contains("that is no name of a container"));
    }

    @Test
    void aMachineIsFoundByItsLeader() throws Exception {
        Files.writeString(directory.resolve("web"), "# This is private data\nNAME=web\nLEADER=" + SELF + "\n");
        assertEquals(
                "/proc/" + SELF + "/ns/net",
                locator()
                        .find(new AttachTarget.Named(Engine.MACHINE, "web"))
                        .netns()
                        .path());
        assertTrue(
                refused("ENOENT", new AttachTarget.Named(Engine.MACHINE, "db")).contains("machinectl list"));
        refused("ENOENT", new AttachTarget.Named(Engine.MACHINE, "../web"));
    }

    private Locator locator() {
        return new Locator(
                new EngineSocket("Docker", directory.resolve("docker.sock")),
                new EngineSocket("Podman", directory.resolve("podman.sock")),
                directory);
    }

    private String refused(String errno, AttachTarget target) {
        KernelException e = assertThrows(KernelException.class, () -> locator().find(target));
        assertEquals(errno, e.errno());
        return String.valueOf(e.getMessage());
    }

    /** An engine that gives every question this answer. */
    private AutoCloseable answering(String answer) throws Exception {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(directory.resolve("docker.sock")));
        Thread thread = Thread.ofPlatform().start(() -> {
            try (SocketChannel client = server.accept()) {
                client.read(ByteBuffer.allocate(4096));
                client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        return () -> {
            thread.join();
            server.close();
        };
    }
}
