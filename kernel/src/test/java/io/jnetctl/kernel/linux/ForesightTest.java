package io.jnetctl.kernel.linux;

import static io.jnetctl.kernel.linux.RealHost.FRONT;
import static io.jnetctl.kernel.linux.RealHost.WEB;
import static io.jnetctl.kernel.linux.RealHost.WEB_NETNS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.sys.Mounts;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A look that is announced begins while rules are written, and shows what one afterwards would. */
class ForesightTest {
    private static final Owner ALL = new Owner("*", "filter");
    private static final Bridge BRIDGE = new Bridge(
            "br-front", MacAddress.parse("02:42:00:00:00:01"), 1500, true, new NetworkPolicy(false, false, true, true));
    private static final Address ADDRESS = new Address(Netns.HOST, "br-front", InterfaceAddress.parse("10.10.0.1/24"));
    private static final Address LATER = new Address(Netns.HOST, "br-front", InterfaceAddress.parse("10.11.0.1/24"));
    private static final Chain CHAIN = new Chain(Family.V4, "filter", "JNET-A");
    private static final Rule RULE =
            new Rule(Family.V4, "filter", "JNET-A", List.of("-s", "10.10.0.5/32", "-j", "ACCEPT"), null);
    private static final ManagedFile HOSTS = new ManagedFile(
            ManagedFile.Role.HOSTS,
            FileRoot.ofNamed("shop.web").file("hosts"),
            "shop.web",
            List.of("127.0.0.1\tlocalhost"));

    private static Operation add(Owner owner, Resource resource) {
        return new Operation.Add(resource, owner);
    }

    private static List<Operation> stack() {
        return new ArrayList<>(List.of(
                add(WEB, new Namespace(WEB_NETNS.name(), true)),
                add(FRONT, BRIDGE),
                add(FRONT, ADDRESS),
                add(ALL, CHAIN),
                add(ALL, RULE),
                add(WEB, HOSTS)));
    }

    private static boolean has(Observed observed, Resource resource) {
        return observed.get(resource.key()).isPresent();
    }

    @Test
    void whatIsSeenMeanwhileIsWhatIsThereAfterwards() throws Exception {
        RealHost.run(host -> {
            host.observe();
            List<Operation> operations = stack();
            host.kernel().anticipate(operations);
            operations.forEach(host::execute);
            Observed foreseen = host.observe();
            assertEquals(host.observe(), foreseen);
            operations.forEach(operation -> assertTrue(has(foreseen, operation.resource()), operation::toString));
        });
    }

    @Test
    void netlinkIsReadWhileTheRulesAreWritten() throws Exception {
        RealHost.run(host -> {
            host.observe();
            List<Operation> operations = stack();
            host.kernel().anticipate(operations);
            operations.forEach(host::execute);
            ProcessBuilder builder = new ProcessBuilder("ip", "address", "add", "10.11.0.1/24", "dev", "br-front");
            assertEquals(0, builder.inheritIO().start().waitFor());
            assertFalse(has(host.observe(), LATER), "read before that");
            assertTrue(has(host.observe(), LATER), "the next look is as any other");
        });
    }

    @Test
    void noLookBeginsBeforeTheLastLinkOrAddressIsChanged() throws Exception {
        RealHost.run(host -> {
            host.observe();
            List<Operation> operations = stack();
            operations.add(add(FRONT, LATER));
            host.kernel().anticipate(operations);
            operations.forEach(host::execute);
            assertTrue(has(host.observe(), LATER));
        });
    }

    @Test
    void whereNotAllWasDoneNothingWasForeseen() throws Exception {
        RealHost.run(host -> {
            host.observe();
            List<Operation> operations = stack();
            host.kernel().anticipate(operations);
            operations.subList(0, 5).forEach(host::execute);
            host.execute(add(FRONT, LATER));
            assertTrue(has(host.observe(), LATER));
        });
    }

    /** It can only be told by the look that follows: what was to be done is done. */
    @Test
    void aToolThatCannotBeStartedMeanwhileStopsNoOperation() throws Exception {
        RealHost.run(host -> {
            Path tool = Path.of("/usr/sbin/iptables-nft-save");
            Path first = Path.of(System.getenv("PATH").split(":", -1)[0]);
            assumeTrue(Files.isExecutable(tool) && Files.isDirectory(first) && !first.equals(tool.getParent()));
            Path directory = Files.createDirectories(Path.of("/run/first"));
            Path broken = directory.resolve("broken-nft-save");
            Files.writeString(broken, "#!/nonexistent\n");
            Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createSymbolicLink(directory.resolve("iptables-save"), tool);
            Mounts.bindTree(directory.toString(), first.toString());
            host.observe();
            Files.delete(directory.resolve("iptables-save"));
            Files.createSymbolicLink(directory.resolve("iptables-save"), Path.of("broken-nft-save"));
            List<Operation> operations = stack();
            host.kernel().anticipate(operations);
            host.execute(operations.toArray(Operation[]::new));
            assertTrue(Files.exists(Path.of("/etc/netns/shop.web/hosts")));
            assertThrows(KernelException.class, host::observe);
        });
    }
}
