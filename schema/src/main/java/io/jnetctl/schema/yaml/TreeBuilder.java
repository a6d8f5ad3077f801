package io.jnetctl.schema.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlDocuments.BadYaml;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds the tree of one document from the parser's tokens, within the limits. */
final class TreeBuilder {
    // The core schema of YAML 1.2, without octal, hexadecimal and not-a-number, which no key takes.
    private static final Pattern NUMBER = Pattern.compile("[-+]?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Pattern FLAG = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final String TEXT_TAG = "tag:yaml.org,2002:str";

    private record Anchored(YamlNode node, long size) {}

    private final String file;
    private final YAMLParser parser;
    private final Limits limits;
    private final Diagnostics diagnostics;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final List<SourcePos> mergeTags = new ArrayList<>();
    private long nodes;
    private long aliasedNodes;

    TreeBuilder(String file, YAMLParser parser, Limits limits, Diagnostics diagnostics) {
        this.file = file;
        this.parser = parser;
        this.limits = limits;
        this.diagnostics = diagnostics;
    }

    /** The document whose first token is the current one. */
    YamlNode document() throws IOException {
        YamlNode document = node(1);
        boolean compose = document instanceof YamlNode.Mapping mapping
                && mapping.entry("apiVersion").isEmpty()
                && mapping.entry("stack").isEmpty();
        if (!compose) {
            mergeTags.forEach(pos -> unsupportedTag(pos, "of a compose file"));
        }
        return document;
    }

    private void unsupportedTag(SourcePos pos, String which) {
        diagnostics.error(pos, "tag " + which + " is not supported", "remove the tag");
    }

    private YamlNode node(int depth) throws IOException {
        if (parser.isCurrentAlias()) {
            return alias();
        }
        SourcePos pos = pos();
        if (depth > limits.depth()) {
            throw new BadYaml(pos, "nested more than " + limits.depth() + " levels deep", "flatten it");
        }
        Object anchor = parser.getObjectId();
        Object tag = parser.getTypeId();
        if (tag != null && !tag.equals(TEXT_TAG) && !tag.equals("!")) {
            if (mergeTag(tag).isEmpty()) {
                unsupportedTag(pos, Quoted.of(tag.toString()));
            } else {
                mergeTags.add(pos);
            }
        }
        long before = nodes;
        nodes++;
        JsonToken token = parser.currentToken();
        YamlNode node = switch (token) {
            case START_OBJECT -> mapping(pos, depth);
            case START_ARRAY -> items(pos, depth);
            default -> scalar(token, tag, pos);
        };
        if (anchor != null) {
            anchors.put(anchor.toString(), new Anchored(node, nodes - before));
        }
        return node;
    }

    private YamlNode alias() throws IOException {
        String name = parser.getText();
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw new BadYaml(
                    pos(),
                    "alias *" + Quoted.visible(name) + " has no anchor before it",
                    "an anchor is written &" + Quoted.visible(name)
                            + ", in the same document, and cannot contain its own" + " alias");
        }
        nodes += anchored.size();
        aliasedNodes += anchored.size();
        if (aliasedNodes > limits.aliasedNodes()) {
            throw new BadYaml(
                    pos(),
                    "aliases stand for more than " + limits.aliasedNodes() + " values",
                    "split the file, or write fewer aliases of aliases");
        }
        return anchored.node();
    }

    private YamlNode items(SourcePos pos, int depth) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(depth + 1));
        }
        return new YamlNode.Items(items, pos);
    }

    private YamlNode mapping(SourcePos pos, int depth) throws IOException {
        List<Entry> written = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            SourcePos keyPos = pos();
            String key = parser.currentName();
            checkLength(key, keyPos);
            parser.nextToken();
            String tag = mergeTag(parser.getTypeId());
            written.add(new Entry(key, keyPos, node(depth + 1), tag));
        }
        return new YamlNode.Mapping(Merge.entries(written, diagnostics), pos);
    }

    /** The parser gives local tags without their exclamation mark. */
    private static String mergeTag(@Nullable Object tag) {
        String written = "!" + tag;
        return written.equals(Entry.RESET) || written.equals(Entry.OVERRIDE) ? written : "";
    }

    private YamlNode scalar(JsonToken token, @Nullable Object tag, SourcePos pos) throws IOException {
        String text = Objects.requireNonNullElse(parser.getText(), "");
        checkLength(text, pos);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                diagnostics.error(pos, "escaped character U+%04X is not allowed".formatted((int) c), "remove it");
            }
        }
        return new YamlNode.Scalar(text, tag == null ? kind(token, text) : Kind.TEXT, pos);
    }

    /** Quoted scalars come as strings, plain ones as what YAML 1.1 takes them for, which may be too much. */
    private static Kind kind(JsonToken token, String text) {
        return switch (token) {
            case VALUE_NULL -> Kind.NULL;
            case VALUE_TRUE, VALUE_FALSE -> FLAG.matcher(text).matches() ? Kind.FLAG : Kind.TEXT;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NUMBER.matcher(text).matches() ? Kind.NUMBER : Kind.TEXT;
            default -> Kind.TEXT;
        };
    }

    private void checkLength(String text, SourcePos pos) {
        if (text.length() > limits.scalarChars()) {
            throw new BadYaml(
                    pos,
                    "a value of more than " + limits.scalarChars() + " characters",
                    "no setting needs one as long");
        }
    }

    private SourcePos pos() {
        JsonLocation location = parser.currentTokenLocation();
        return new SourcePos(file, location.getLineNr(), location.getColumnNr());
    }
}
