package io.jnetctl.cli.command;

import io.jnetctl.schema.JsonSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code jnetctl schema}. */
@Command(
        name = "schema",
        header = "Print the JSON Schema of manifests, for editors and other tools.",
        footer = {
            "",
            "Example:",
            "  jnetctl schema > jnetctl.schema.json",
            "and as the first line of a manifest:",
            "  # yaml-language-server: $$schema=jnetctl.schema.json"
        })
public final class SchemaCommand implements Callable<Integer> {
    private final Session session;

    public SchemaCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.print(JsonSchema.text());
        return ExitCode.OK;
    }
}
