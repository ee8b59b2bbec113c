package org.mafalda.acceptance.mapping;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.mafalda.acceptance.mapping.Inventory.UpstreamType;
import org.mafalda.acceptance.mapping.Mapping.MemberRow;
import org.mafalda.acceptance.mapping.Mapping.Target;
import org.mafalda.acceptance.mapping.Mapping.TypeRow;

/** Writes {@code docs/mediasoup-mapping.md}. */
final class MappingDocument {
    private static final String INTRODUCTION = """
            # mediasoup 3.27.1 and its counterparts here

            Each type and member of mediasoup's TypeScript declarations, with what it is called here. So
            [mediasoup's documentation](https://mediasoup.org/documentation/v3/mediasoup/api/) can be read as the manual.

            <!-- Written by ./mafalda mapping, from the API's classes and mediasoup-mapping.txt of acceptance-tests. -->

            %d types and %d members: %d have a counterpart, %d are left out. A counterpart is there: a test checks each by reflection.

            ## Conventions

            | mediasoup | here |
            | --- | --- |
            | object `Consumer` | interface `Consumer` |
            | getter `consumer.paused` | `consumer.paused()`, which never blocks |
            | setter `consumer.appData = x` | `consumer.setAppData(x)` |
            | method with a promise | the same name, with a `CompletableFuture`; an optional parameter object is required: `X.builder().build()` |
            | parameter objects `{ producerId, … }` of few fields | plain parameters |
            | event `"layerschange"` | `onLayersChange(listener)`, with a record `LayersChangeEvent`; the result is a `Subscription`, whose `close()` is `off()` |
            | `on`, `once`, `off` and the rest of `EnhancedEventEmitter` | `Listener`, `Subscription` |
            | `consumer.observer` | merged into the object |
            | events `transportclose`, `producerclose`, `routerclose`, `workerclose` … | `onClose`, whose event says why: `CloseReason`, with the outermost cause |
            | children, which mediasoup does not list | live maps: `router.transports()` |
            | type of fields | record with components of the same names; options have a builder |
            | optional field | `@Nullable`, or its default where that is known; lists and maps are empty |
            | union of strings | enum; `toString()` is mediasoup's string |
            | milliseconds and seconds in options | `Duration` |
            | SCTP fields of transport options | one record, `SctpOptions` |
            | `ru_utime` | `ruUtime` |
            | `UnsupportedError`, `TypeError` | `UnsupportedException`, `InvalidArgumentException` |
            """;

    private final Mapping mapping;
    private final StringBuilder text = new StringBuilder();

    private MappingDocument(Mapping mapping) {
        this.mapping = mapping;
    }

    static String write(Mapping mapping) {
        MappingDocument document = new MappingDocument(mapping);
        document.writeIntroduction();
        document.writeLeftOut();
        document.writeTypes();
        return document.text.toString();
    }

    private Stream<Target> targets() {
        return mapping.types().stream()
                .flatMap(row -> Stream.concat(
                        Stream.of(row.target()), row.members().stream().map(MemberRow::target)));
    }

    private void writeIntroduction() {
        long members =
                mapping.types().stream().mapToLong(row -> row.members().size()).sum();
        long leftOut = targets().filter(target -> target.ours() == null).count();
        long mapped = targets().count() - leftOut;
        text.append(INTRODUCTION.formatted(mapping.types().size(), members, mapped, leftOut));
    }

    private void writeLeftOut() {
        table("## Left out", List.of("mediasoup", "why"), leftOutRows());
    }

    private List<List<String>> leftOutRows() {
        List<List<String>> rows = new ArrayList<>();
        for (TypeRow row : mapping.types()) {
            if (row.target().ours() == null) {
                rows.add(List.of(code(row.upstream().name()), note(row.target())));
                continue;
            }
            row.members().stream()
                    .filter(member -> member.target().ours() == null)
                    .forEach(member -> rows.add(List.of(
                            code(row.upstream().name() + "." + member.upstream().name()), note(member.target()))));
        }
        return rows;
    }

    private void writeTypes() {
        Map<String, List<TypeRow>> files = new LinkedHashMap<>();
        mapping.types()
                .forEach(row -> files.computeIfAbsent(row.upstream().file(), none -> new ArrayList<>())
                        .add(row));
        files.forEach((file, rows) -> {
            text.append("\n## ").append(file).append('\n');
            rows.forEach(this::writeType);
        });
    }

    private void writeType(TypeRow row) {
        text.append("\n### ").append(row.upstream().name()).append("\n\n");
        text.append(typeLine(row)).append('\n');
        if (!row.members().isEmpty()) {
            table("", List.of("mediasoup", "", "here"), memberRows(row));
        }
    }

    private static String typeLine(TypeRow row) {
        Target target = row.target();
        if (target.ours() == null) {
            return "Left out: " + note(target) + ".";
        }
        UpstreamType upstream = row.upstream();
        String link = "[`" + target.ours() + "`](" + Api.source(owner(target.ours())) + ")";
        String what = upstream.form().equals("events")
                ? "Events of " + link
                : Conventions.isObserver(upstream) ? "Merged into " + link : "→ " + link;
        String words = upstream.literals()
                .map(literals -> ": "
                        + String.join(
                                ", ",
                                literals.stream().map(MappingDocument::code).toList()))
                .orElse("");
        return what + words + suffix(target);
    }

    private static List<List<String>> memberRows(TypeRow row) {
        return row.members().stream()
                .map(member -> List.of(
                        code(member.upstream().name()),
                        Objects.requireNonNullElse(member.upstream().kind(), "event"),
                        here(row, member)))
                .toList();
    }

    private static String here(TypeRow row, MemberRow member) {
        Target target = member.target();
        String ours = target.ours();
        if (ours == null) {
            return "left out: " + note(target);
        }
        String name = member.upstream().name();
        if (name.equals("observer") && target.note() == null) {
            return "merged into " + code(ours) + suffix(target);
        }
        if (row.upstream().form().equals("events")) {
            return event(ours, name) + suffix(target);
        }
        return code(ours) + suffix(target);
    }

    private static String event(String ours, String name) {
        Class<?> owner = owner(ours);
        Method method =
                Api.methods(owner, ours.substring(ours.lastIndexOf('.') + 1)).get(0);
        String reason = Optional.ofNullable(Conventions.CLOSES.get(name))
                .map(type -> " with " + code("CloseReason." + type.getSimpleName()))
                .orElse("");
        return code(ours) + ": " + code(Api.eventRecord(method)) + reason;
    }

    private static Class<?> owner(String ours) {
        return Api.type(ours)
                .or(() -> Api.type(ours.substring(0, ours.lastIndexOf('.'))))
                .orElseThrow();
    }

    private static String suffix(Target target) {
        return target.note() == null ? "" : " (" + target.note() + ")";
    }

    private static String note(Target target) {
        return Objects.requireNonNullElse(target.note(), "");
    }

    private static String code(String name) {
        return "`" + name + "`";
    }

    private void table(String title, List<String> header, List<List<String>> rows) {
        text.append(title.isEmpty() ? "" : "\n" + title + "\n").append('\n');
        row(header);
        row(header.stream().map(cell -> "---").toList());
        rows.forEach(this::row);
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
