package io.jnetctl.schema.read;

import io.jnetctl.inet.Port;
import io.jnetctl.inet.PortRange;
import io.jnetctl.inet.Protocol;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One item of {@code expose:}, a port or a range. */
final class ExposeReader implements ValueReader<List<Port>> {
    private record Exposed(PortRange ports, Protocol protocol) {}

    private static final ValueReader<Exposed> EXPOSED = Values.parsed(ExposeReader::parse);

    @Override
    public Optional<List<Port>> read(YamlNode node, Reading in) {
        return EXPOSED.read(node, in)
                .filter(e -> in.admitPorts(e.ports().size(), node.pos()))
                .map(e -> IntStream.rangeClosed(e.ports().first(), e.ports().last())
                        .mapToObj(number -> new Port(number, e.protocol()))
                        .toList());
    }

    private static Exposed parse(String text) {
        if (text.indexOf(':') >= 0) {
            throw new IllegalArgumentException(Quoted.of(text)
                    + " is not an exposed port: a host port belongs under publish, expose names the container's alone");
        }
        int slash = text.indexOf('/');
        return new Exposed(
                PortRange.parse(slash < 0 ? text : text.substring(0, slash)),
                slash < 0 ? Protocol.TCP : Protocol.parse(text.substring(slash + 1)));
    }
}
