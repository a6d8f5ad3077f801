package io.jnetctl.schema.read;

import io.jnetctl.schema.Link;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import java.util.Optional;

/** One item of {@code links:}, {@code CONTAINER} or {@code CONTAINER:ALIAS}. */
final class LinkReader implements ValueReader<Link> {
    private static final ValueReader<Link> LINK = Values.parsed(LinkReader::parse);

    @Override
    public Optional<Link> read(YamlNode node, Reading in) {
        return LINK.read(node, in);
    }

    private static Link parse(String text, SourcePos pos) {
        String[] parts = text.split(":", -1);
        if (parts.length > 2) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is not a link: expected CONTAINER or CONTAINER:ALIAS");
        }
        String source = Names.object(parts[0]);
        return new Link(source, parts.length == 1 ? source : Names.host(parts[1]), pos);
    }
}
