package io.jnetctl.schema.read;

import io.jnetctl.schema.Attach;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code attach:} the one existing namespace that the container is. */
final class AttachReader implements ValueReader<Attach> {
    // PID_MAX_LIMIT of linux/threads.h
    private static final int PID_MAX = 4 * 1024 * 1024;

    private static final Shape<List<Attach>> SHAPE = new Shape<List<Attach>>("attach")
            .key("netns", Values.parsed(AttachReader::path), (d, v) -> d.add(new Attach.NetnsPath(v)))
            .key("pid", Values.integer(1, PID_MAX), (d, v) -> d.add(new Attach.Pid(v)))
            .key("docker", Names.OBJECT_NAME, (d, v) -> d.add(new Attach.Docker(v)))
            .key("podman", Names.OBJECT_NAME, (d, v) -> d.add(new Attach.Podman(v)))
            .key("machine", Names.OBJECT_NAME, (d, v) -> d.add(new Attach.Machine(v)))
            .exclusive("netns", "pid", "docker", "podman", "machine");

    @Override
    public Optional<Attach> read(YamlNode node, Reading in) {
        List<Attach> read = new ArrayList<>();
        SHAPE.read(node, read, in);
        if (node instanceof YamlNode.Mapping mapping && mapping.entries().isEmpty()) {
            in.error(node.pos(), "attach names no namespace", "write one of netns, pid, docker, podman and machine");
        }
        return read.stream().findFirst();
    }

    private static String path(String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute() && path.normalize().toString().equals(text) && text.indexOf('\n') < 0) {
                return text;
            }
        } catch (InvalidPathException e) {
            // Falls through to the same complaint.
        }
        throw new IllegalArgumentException(
                Quoted.of(text) + " is not the path of a namespace: expected an absolute one, such as /run/netns/x");
    }
}
