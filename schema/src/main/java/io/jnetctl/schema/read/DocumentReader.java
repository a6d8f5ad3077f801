package io.jnetctl.schema.read;

import io.jnetctl.schema.Stack;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.Optional;

/** Reads the documents of one format. */
interface DocumentReader {
    /** Whether the document is of this format, whatever is wrong with it. */
    boolean reads(Mapping document);

    /** The stack, or nothing when not even its name could be read. */
    Optional<Stack> read(Mapping document, Reading in);
}
