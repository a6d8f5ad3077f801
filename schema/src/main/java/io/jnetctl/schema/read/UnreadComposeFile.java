package io.jnetctl.schema.read;

import io.jnetctl.schema.Stack;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.Optional;

/** Tells a compose file from a manifest, and says that it is one. */
final class UnreadComposeFile implements DocumentReader {
    private static final String MARK = "services";

    @Override
    public boolean reads(Mapping document) {
        return document.entry(MARK).isPresent() && document.entry("apiVersion").isEmpty();
    }

    @Override
    public Optional<Stack> read(Mapping document, Reading in) {
        in.error(
                document.entry(MARK).map(YamlNode.Entry::pos).orElse(document.pos()),
                "this is a compose file, not a manifest",
                "a manifest starts with apiVersion: " + StackReader.API_VERSION + " and has containers");
        return Optional.empty();
    }
}
