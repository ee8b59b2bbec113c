package org.mafalda.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values given beside the file: by {@code --set listen.port=4444}, which win over those of the environment,
 * {@code MAFALDA__LISTEN__PORT=4444}, which win over the file. In names of the environment a double underscore
 * separates keys and a single one stands for a hyphen. A value is written as in YAML; elements of a list have an index:
 * {@code stack.horizontal[0].remote.url}.
 */
final class Overrides {
    private static final String PREFIX = "MAFALDA__";
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    private Overrides() {}

    /** The configuration with the overrides in it. */
    static Value.Mapping apply(
            Value.Mapping file, Map<String, String> environment, Map<String, String> settings, Faults faults) {
        Value.Mapping result = file;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getKey().startsWith(PREFIX)) {
                String path = variable.getKey()
                        .substring(PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace("__", ".")
                        .replace('_', '-');
                result = set(result, path, variable.getValue(), "environment " + variable.getKey(), faults);
            }
        }
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            result = set(result, setting.getKey(), setting.getValue(), "--set", faults);
        }
        return result;
    }

    private static Value.Mapping set(Value.Mapping root, String path, String text, String source, Faults faults) {
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            steps.add(step.group(1) != null ? step.group(1) : "[" + step.group(2) + "]");
        }
        Value value = YamlReader.value(text, path, source, faults);
        return steps.isEmpty() ? root : (Value.Mapping) put(root, steps, "", value, source, faults);
    }

    private static Value put(Value target, List<String> steps, String path, Value value, String source, Faults faults) {
        if (steps.isEmpty()) {
            return value;
        }
        String step = steps.get(0);
        List<String> rest = steps.subList(1, steps.size());
        if (step.startsWith("[")) {
            int index = Integer.parseInt(step.substring(1, step.length() - 1));
            if (!(target instanceof Value.Sequence list)
                    || index >= list.elements().size()) {
                faults.add(new Value.Missing(path + step, source), "there is no such element in the list");
                return target;
            }
            List<Value> elements = new ArrayList<>(list.elements());
            elements.set(index, put(elements.get(index), rest, path + step, value, source, faults));
            return new Value.Sequence(list.path(), list.source(), elements);
        }
        String child = path.isEmpty() ? step : path + "." + step;
        Value.Mapping mapping = target instanceof Value.Mapping present ? present : Value.Mapping.empty(path, source);
        LinkedHashMap<String, Value> entries = new LinkedHashMap<>(mapping.entries());
        Value before = entries.getOrDefault(step, new Value.Missing(child, source));
        entries.put(step, put(before, rest, child, value, source, faults));
        return new Value.Mapping(mapping.path(), mapping.source(), entries);
    }
}
