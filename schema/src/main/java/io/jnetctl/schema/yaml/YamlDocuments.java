package io.jnetctl.schema.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;

/** The documents of a file. */
public final class YamlDocuments {
    private YamlDocuments() {}

    /** Decodes UTF-8, with or without a byte order mark. */
    public static Optional<SourceText> decode(String file, byte[] bytes, Limits limits, Diagnostics diagnostics) {
        return Utf8.decode(file, bytes, limits, diagnostics);
    }

    /**
     * Reads all documents up to the first error of syntax, which ends the file. Empty documents are
     * left out.
     */
    public static List<YamlNode> read(SourceText source, Limits limits, Diagnostics diagnostics) {
        List<YamlNode> documents = new ArrayList<>();
        try (YAMLParser parser = factory(limits).createParser(source.text())) {
            while (parser.nextToken() != null) {
                YamlNode document = new TreeBuilder(source.file(), parser, limits, diagnostics).document();
                if (!(document instanceof YamlNode.Scalar scalar && scalar.kind() == YamlNode.Kind.NULL)) {
                    documents.add(document);
                }
            }
        } catch (BadYaml e) {
            diagnostics.error(e.pos(), e.problem(), e.hint());
        } catch (JsonProcessingException | YAMLException e) {
            SyntaxError.report(source, e, diagnostics);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return documents;
    }

    private static YAMLFactory factory(Limits limits) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(Integer.MAX_VALUE);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        return YAMLFactory.builder()
                // Enabled by default, but not in a builder.
                .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                .loaderOptions(options)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth() + 2)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /** Ends the reading of a file at a place that the parser itself would accept. */
    static final class BadYaml extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient SourcePos pos;
        private final String problem;
        private final String hint;

        BadYaml(SourcePos pos, String problem, String hint) {
            super(problem, null, false, false);
            this.pos = pos;
            this.problem = problem;
            this.hint = hint;
        }

        SourcePos pos() {
            return pos;
        }

        String problem() {
            return problem;
        }

        String hint() {
            return hint;
        }
    }
}
