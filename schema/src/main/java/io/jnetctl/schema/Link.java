package io.jnetctl.schema;

/**
 * A link of the container that has it to a source on a common network.
 *
 * @param container the source
 * @param alias the source's further name; its own one when none is written
 */
public record Link(String container, String alias, SourcePos pos) {}
