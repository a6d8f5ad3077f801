package io.jnetctl.kernel.linux.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.MessageHeader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attribute that has a record, written and read back. */
class AttributesTest {
    private static final IpAddress V4 = IpAddress.parse("10.0.0.5");
    private static final IpAddress V6 = IpAddress.parse("2001:db8::5");
    private static final Bytes RAW = Bytes.of((byte) 1, (byte) 2, (byte) 3);
    private static final int STRANGE = 0x3ffe;

    private static final List<LinkInfoAttribute> BRIDGE_INFO = List.of(
            new LinkInfoAttribute.Kind("bridge"),
            new LinkInfoAttribute.BridgeData(List.of(
                    new BridgeAttribute.ForwardDelay(0),
                    new BridgeAttribute.AgeingTime(30000),
                    new BridgeAttribute.SpanningTree(1),
                    new BridgeAttribute.VlanFiltering(true),
                    new BridgeAttribute.MulticastSnooping(false),
                    new BridgeAttribute.CallIptables(true),
                    new BridgeAttribute.CallIp6tables(false),
                    new BridgeAttribute.CallArptables(true),
                    new BridgeAttribute.Unknown(STRANGE, RAW))),
            new LinkInfoAttribute.PortKind("bridge"),
            new LinkInfoAttribute.BridgePortData(List.of(
                    new BridgePortAttribute.State(3),
                    new BridgePortAttribute.Hairpin(true),
                    new BridgePortAttribute.Learning(false),
                    new BridgePortAttribute.UnicastFlood(true),
                    new BridgePortAttribute.Isolated(true),
                    new BridgePortAttribute.Unknown(STRANGE, RAW))),
            new LinkInfoAttribute.Unknown(STRANGE, RAW));

    private static final List<LinkInfoAttribute> VETH_INFO = List.of(
            new LinkInfoAttribute.Kind("veth"),
            new LinkInfoAttribute.VethPeer(LinkMessage.named("eth0")
                    .with(LinkAttribute.HardwareAddress.of(MacAddress.parse("02:42:0a:00:00:05")))));

    private static final LinkMessage LINK = LinkMessage.named("br0")
            .with(
                    new LinkAttribute.Mtu(9000),
                    LinkAttribute.HardwareAddress.of(MacAddress.parse("02:42:0a:00:00:01")),
                    new LinkAttribute.Master(7),
                    new LinkAttribute.Lower(8),
                    new LinkAttribute.PeerNamespace(-1),
                    new LinkAttribute.Group(777),
                    new LinkAttribute.Alias("jnetctl:shop/früh"),
                    new LinkAttribute.OperationalState(6),
                    new LinkAttribute.Info(BRIDGE_INFO),
                    new LinkAttribute.NamespaceFd(5),
                    new LinkAttribute.NamespacePid(4711),
                    new LinkAttribute.TargetNamespace(3),
                    new LinkAttribute.ExtendedMask(LinkMessage.RTEXT_FILTER_SKIP_STATS),
                    new LinkAttribute.Properties(
                            List.of(new LinkProperty.AlternativeName("x"), new LinkProperty.Unknown(STRANGE, RAW))),
                    new LinkAttribute.AlternativeName("y"),
                    new LinkAttribute.FamilySettings(List.of(
                            new FamilySetting.Inet6(List.of(
                                    new Inet6Attribute.AddressGenerationMode(1),
                                    new Inet6Attribute.Unknown(STRANGE, RAW))),
                            new FamilySetting.Unknown(AddressFamily.AF_INET, RAW))),
                    new LinkAttribute.Unknown(STRANGE, RAW))
            .up();

    private static final AddressMessage ADDRESS = AddressMessage.of(3, InterfaceAddress.parse("10.0.0.5/24"))
            .with(
                    new AddressAttribute.Broadcast(IpAddress.parse("10.0.0.255")),
                    new AddressAttribute.Label("eth0:1"),
                    new AddressAttribute.Flags(AddressMessage.IFA_F_NOPREFIXROUTE),
                    new AddressAttribute.TargetNamespace(2),
                    new AddressAttribute.Protocol(74),
                    new AddressAttribute.Unknown(STRANGE, RAW));

    private static final RouteMessage ROUTE = RouteMessage.to(Cidr.parse("10.9.0.0/16"))
            .with(
                    new RouteAttribute.Gateway(V4),
                    new RouteAttribute.OutputLink(4),
                    new RouteAttribute.Priority(100),
                    new RouteAttribute.PreferredSource(V4),
                    new RouteAttribute.Table(1000),
                    new RouteAttribute.Via(V6),
                    new RouteAttribute.Unknown(STRANGE, RAW));

    private static final NeighbourMessage NEIGHBOUR = new NeighbourMessage(
            AddressFamily.AF_INET6,
            4,
            NeighbourMessage.NUD_PERMANENT,
            NeighbourMessage.NTF_SELF,
            1,
            List.of(
                    new NeighbourAttribute.Destination(V6),
                    new NeighbourAttribute.HardwareAddress(RAW),
                    new NeighbourAttribute.Vlan(4094),
                    new NeighbourAttribute.Protocol(106),
                    new NeighbourAttribute.Master(9),
                    new NeighbourAttribute.Unknown(STRANGE, RAW)));

    private static final NamespaceIdMessage NAMESPACE_ID = new NamespaceIdMessage(List.of(
            new NamespaceIdAttribute.Id(NamespaceIdMessage.UNASSIGNED),
            new NamespaceIdAttribute.Pid(4711),
            new NamespaceIdAttribute.Fd(9),
            new NamespaceIdAttribute.Target(1),
            new NamespaceIdAttribute.Current(2),
            new NamespaceIdAttribute.Unknown(STRANGE, RAW)));

    static Stream<RtnetlinkMessage<?>> samples() {
        return Stream.of(
                LINK,
                LinkMessage.named("v1").with(new LinkAttribute.Info(VETH_INFO)).down(),
                ADDRESS,
                AddressMessage.of(3, InterfaceAddress.parse("2001:db8::5/64")),
                ROUTE,
                RouteMessage.defaultRoute(Family.V6).with(new RouteAttribute.Gateway(V6)),
                NEIGHBOUR,
                NAMESPACE_ID);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsWrittenReadsTheSame(RtnetlinkMessage<?> message) {
        WireWriter writer = new WireWriter();
        writer.message(new MessageHeader(message.newType(), 0, 0, 0), message);
        assertEquals(List.of(message), Capture.decode(writer.toByteArray()));
    }

    @Test
    void theSamplesHaveEveryAttributeThereIs() {
        Set<Class<?>> seen = new HashSet<>();
        samples().forEach(message -> message.attributes().forEach(attribute -> see(attribute, seen)));
        Set<Class<?>> all = new HashSet<>();
        Stream.of(
                        LinkAttribute.class,
                        LinkInfoAttribute.class,
                        LinkProperty.class,
                        FamilySetting.class,
                        Inet6Attribute.class,
                        BridgeAttribute.class,
                        BridgePortAttribute.class,
                        AddressAttribute.class,
                        RouteAttribute.class,
                        NeighbourAttribute.class,
                        NamespaceIdAttribute.class)
                .forEach(kind -> all.addAll(Arrays.asList(kind.getPermittedSubclasses())));
        assertEquals(all, seen);
    }

    private static void see(Encodable attribute, Set<Class<?>> seen) {
        seen.add(attribute.getClass());
        List<? extends Encodable> nested = switch (attribute) {
            case LinkAttribute.Info info -> info.attributes();
            case LinkAttribute.Properties properties -> properties.properties();
            case LinkAttribute.FamilySettings settings -> settings.settings();
            case FamilySetting.Inet6 inet6 -> inet6.attributes();
            case LinkInfoAttribute.BridgeData data -> data.attributes();
            case LinkInfoAttribute.BridgePortData data -> data.attributes();
            case LinkInfoAttribute.VethPeer peer -> peer.peer().attributes();
            default -> List.of();
        };
        nested.forEach(inner -> see(inner, seen));
    }

    @Test
    void vlansOfABridgePortAreNotTakenForFamilySettings() {
        LinkMessage bridgeView = new LinkMessage(
                AddressFamily.AF_BRIDGE,
                0,
                3,
                0,
                0,
                List.of(new LinkAttribute.Unknown(IfLink.IFLA_AF_SPEC, Bytes.ofHex("0800 0200 00000100"))));
        WireWriter writer = new WireWriter();
        writer.message(new MessageHeader(bridgeView.newType(), 0, 0, 0), bridgeView);
        assertEquals(List.of(bridgeView), Capture.decode(writer.toByteArray()));
    }
}
