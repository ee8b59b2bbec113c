package org.mafalda.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads YAML 1.2 into {@link Value}s, which know their lines. */
final class YamlReader {
    private final String file;
    private final boolean lines;
    private final Faults faults;

    private YamlReader(String file, boolean lines, Faults faults) {
        this.file = file;
        this.lines = lines;
        this.faults = faults;
    }

    /**
     * Reads a document, which must be a mapping; an empty one is one without keys.
     *
     * @param file what to call it in messages
     * @throws ConfigException if it is no YAML
     */
    static Value.Mapping read(String text, String file, Faults faults) {
        Value value = value(text, "", file, true, faults);
        if (value instanceof Value.Mapping mapping) {
            return mapping;
        }
        if (!(value instanceof Value.Scalar scalar && scalar.content() == null)) {
            faults.add(value, "must consist of keys with values");
        }
        return Value.Mapping.empty("", file);
    }

    /** Reads a value of one line, which stands at that path. */
    static Value value(String text, String path, String source, Faults faults) {
        return value(text, path, source, false, faults);
    }

    private static Value value(String text, String path, String file, boolean lines, Faults faults) {
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
            return root.map(node -> new YamlReader(file, lines, faults).value(node, path))
                    .orElseGet(() -> new Value.Scalar(path, file, null));
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> " line " + (mark.getLine() + 1))
                    .orElse("");
            throw new ConfigException(List.of(file + line + ": is not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            throw new ConfigException(List.of(file + ": is not YAML: " + e.getMessage()));
        }
    }

    private Value value(Node node, String path) {
        String source = source(node);
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, path, source);
        }
        if (node instanceof SequenceNode sequence) {
            List<Value> elements = new ArrayList<>();
            for (Node element : sequence.getValue()) {
                elements.add(value(element, path + "[" + elements.size() + "]"));
            }
            return new Value.Sequence(path, source, elements);
        }
        ScalarNode scalar = (ScalarNode) node;
        boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        String text = scalar.getValue();
        boolean nothing = plain && (text.isEmpty() || text.equals("null") || text.equals("~"));
        return new Value.Scalar(path, source, nothing ? null : text);
    }

    private Value.Mapping mapping(MappingNode node, String path, String source) {
        LinkedHashMap<String, Value> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                faults.add(value(tuple.getKeyNode(), path), "a key must be a text");
                continue;
            }
            String name = key.getValue();
            Value entry = value(tuple.getValueNode(), path.isEmpty() ? name : path + "." + name);
            if (entries.putIfAbsent(name, entry) != null) {
                faults.add(entry, "is given twice");
            }
        }
        return new Value.Mapping(path, source, entries);
    }

    private String source(Node node) {
        return node.getStartMark()
                .filter(mark -> lines)
                .map(mark -> file + " line " + (mark.getLine() + 1))
                .orElse(file);
    }
}
