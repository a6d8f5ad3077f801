package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.flow.Flow;
import io.jnetctl.kernel.linux.conntrack.AddressAttribute;
import io.jnetctl.kernel.linux.conntrack.ConnectionAttribute;
import io.jnetctl.kernel.linux.conntrack.Connections;
import io.jnetctl.kernel.linux.conntrack.TransportAttribute;
import io.jnetctl.kernel.linux.conntrack.TupleAttribute;
import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.route.AddressFamily;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.Nlmsg;
import io.jnetctl.kernel.linux.wire.Request;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/** Flows of connection tracking, made as conntrack(8) makes them: linux/netfilter/nfnetlink_conntrack.h. */
final class LinuxFlows {
    private static final int IPCTNL_MSG_CT_NEW = 1 << Byte.SIZE;

    private static final int CTA_TIMEOUT = 7;
    private static final int CTA_NAT_DST = 13;
    private static final int CTA_NAT_V4_MINIP = 1;
    private static final int CTA_NAT_PROTO = 3;
    private static final int CTA_NAT_V6_MINIP = 4;
    private static final int CTA_PROTONAT_PORT_MIN = 1;
    private static final int CTA_PROTONAT_PORT_MAX = 2;
    private static final int CTA_PROTOINFO = 4;
    private static final int CTA_PROTOINFO_TCP = 1;
    private static final int CTA_PROTOINFO_TCP_STATE = 1;

    /** TCP_CONNTRACK_SYN_SENT of linux/netfilter/nf_conntrack_tcp.h. */
    private static final int SYN_SENT = 1;

    private static final int SECONDS = 60;

    private LinuxFlows() {}

    static void begin(Protocol protocol, Flow.Tuple original, Optional<Outside.Server> server) {
        Family family = original.source().family();
        Encodable body = out -> {
            out.u8(AddressFamily.of(family)).zeros(3);
            new ConnectionAttribute.Original(tuple(protocol, original)).encode(out);
            new ConnectionAttribute.Reply(tuple(protocol, original.reversed())).encode(out);
            out.attribute(CTA_TIMEOUT, value -> value.u32BigEndian(SECONDS));
            if (protocol == Protocol.TCP) {
                out.nested(
                        CTA_PROTOINFO,
                        info -> info.nested(
                                CTA_PROTOINFO_TCP, tcp -> tcp.u8Attribute(CTA_PROTOINFO_TCP_STATE, SYN_SENT)));
            }
            server.ifPresent(it -> out.nested(CTA_NAT_DST, nat -> translation(nat, it)));
        };
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.NETFILTER)) {
            socket.request(new Request(
                    IPCTNL_MSG_CT_NEW, Nlmsg.NLM_F_CREATE | Nlmsg.NLM_F_EXCL, "begin a flow " + original, body));
        }
    }

    private static List<TupleAttribute> tuple(Protocol protocol, Flow.Tuple tuple) {
        return List.of(
                new TupleAttribute.Addresses(List.of(
                        new AddressAttribute.Source(tuple.source()),
                        new AddressAttribute.Destination(tuple.destination()))),
                new TupleAttribute.Transport(List.of(
                        new TransportAttribute.Protocol(protocol.number()),
                        new TransportAttribute.SourcePort(tuple.sourcePort()),
                        new TransportAttribute.DestinationPort(tuple.destinationPort()))));
    }

    private static void translation(WireWriter nat, Outside.Server server) {
        IpAddress address = server.address();
        nat.bytesAttribute(address.family() == Family.V4 ? CTA_NAT_V4_MINIP : CTA_NAT_V6_MINIP, address.toBytes());
        nat.nested(
                CTA_NAT_PROTO,
                ports -> ports.attribute(CTA_PROTONAT_PORT_MIN, port -> port.u16BigEndian(server.port()))
                        .attribute(CTA_PROTONAT_PORT_MAX, port -> port.u16BigEndian(server.port())));
    }

    static boolean has(Protocol protocol, Flow.Tuple original) {
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.NETFILTER)) {
            return new Connections(socket)
                    .list(original.source().family()).stream()
                            .flatMap(connection -> connection.flow().stream())
                            .anyMatch(flow -> flow.protocol() == protocol.number()
                                    && flow.original().equals(original));
        }
    }
}
