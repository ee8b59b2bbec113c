package org.mafalda.rope.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.rooms.House;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The examples of {@code docs/rope-protocol.md} are what the code reads and writes. The conformance kit replays them
 * with a server and a client.
 */
class DocumentationTest {
    private static final Pattern BLOCK = Pattern.compile("```json (\\w+)\n(.*?)\n```", Pattern.DOTALL);
    private static final ContractModel ROOMS = ContractModel.of(House.class);

    private static final List<String> CONTRACTS = new ArrayList<>();
    /** Of both sides, in the order in which they stand. */
    private static final List<String> MESSAGES = new ArrayList<>();

    @BeforeAll
    static void collectExamples() throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("..", "docs", "rope-protocol.md")));
        while (blocks.find()) {
            assertThat(blocks.group(1)).isIn("contract", "client", "server");
            (blocks.group(1).equals("contract") ? CONTRACTS : MESSAGES).add(blocks.group(2));
        }
    }

    @Test
    void theContractIsThatOfTheRooms() {
        String written = new String(ROOMS.description(), StandardCharsets.UTF_8);

        assertThat(CONTRACTS).hasSize(1);
        assertThat(Json.tree(CONTRACTS.get(0))).isEqualTo(Json.tree(written));
    }

    @Test
    void everyExampleIsAMessage() {
        assertThat(MESSAGES).hasSizeGreaterThan(45);
        for (String example : MESSAGES) {
            assertThat(RecordingTaker.read(example)).singleElement().asString().doesNotStartWith("invalid");
        }
    }

    @Test
    void theValuesOfTheExamplesFitTheContract() {
        Reader reader = new Reader();
        MESSAGES.forEach(reader::read);

        assertThat(reader.values)
                .contains(
                        "House.address=Calle 1",
                        "Room.closed=true",
                        "Lamp.on=true",
                        "Lamp.watts=40",
                        "Lamp.room=#2",
                        "Lamp.onTurn(TurnEvent[on=true])",
                        "Room.onClose(ClosedEvent[])",
                        "Room.addLamp[LampOptions[watts=40, label=null]]",
                        "Room.addLamp[LampOptions[watts=60, label=l2]]",
                        "Room.close[]",
                        "Room.addLamp -> #3");
        assertThat(reader.values).anyMatch(value -> value.startsWith("Lamp.onFlicker(FlickerEvent"));
        assertThat(reader.values)
                .as("what the contract does not have")
                .filteredOn(value -> value.startsWith("no "))
                .containsExactly("no Lamp.explode");
    }

    @Test
    void theExampleInCborIsTheOneInJson() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "rope-protocol.md"));
        Matcher block = Pattern.compile("```\n(a4 .*?)\n```", Pattern.DOTALL).matcher(text);
        assertThat(block.find()).isTrue();
        String digits = Pattern.compile("#.*|\\s").matcher(block.group(1)).replaceAll("");

        assertThat(RecordingTaker.read(Codec.CBOR, HexFormat.of().parseHex(digits)))
                .isEqualTo(
                        RecordingTaker.read(
                                Codec.JSON,
                                Json.bytes(
                                        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"addLamp\",\"params\":[2,{\"watts\":40}]}")));
    }

    @Test
    void failuresOfTheExamplesArriveAsTheyAre() {
        List<String> errors = MESSAGES.stream()
                .filter(example -> example.contains("\"error\""))
                .map(example -> {
                    List<String> seen = new ArrayList<>();
                    byte[] frame = Json.bytes(example);
                    FrameReader.read(Codec.JSON, frame, 0, frame.length, new Reader() {
                        @Override
                        public void error(long id, WireError error) {
                            seen.add(error.toException(ROOMS).toString());
                        }
                    });
                    return String.join("", seen);
                })
                .toList();

        assertThat(errors)
                .containsExactly(
                        "org.mafalda.rope.rooms.BulbBurntException: Bulb burnt [watts:4000]",
                        "org.mafalda.rope.RemoteFailureException: The session has too many objects",
                        "org.mafalda.rope.ForbiddenException: The name of the session belongs to somebody else, or the"
                                + " secret is wrong");
    }

    /** Reads the values in the messages by the types that the contract gives them. */
    private static class Reader implements MessageTaker, References {
        private final List<String> values = new ArrayList<>();
        private final Map<Long, ObjectModel> objects = new HashMap<>();
        private final Map<Long, Call> calls = new HashMap<>();

        void read(String example) {
            byte[] frame = Json.bytes(example);
            FrameReader.read(Codec.JSON, frame, 0, frame.length, this);
        }

        private record Call(String name, ProcedureModel procedure) {}

        private ObjectModel object(Object id) {
            ObjectModel model = objects.get((Long) id);
            if (model == null) {
                throw new AssertionError("Unknown object " + id);
            }
            return model;
        }

        @Override
        public void request(long id, String method, Slice params) {
            if (method.startsWith("rope.")) {
                calls.remove(id);
                return;
            }
            ObjectModel model = object(array(params).get(0));
            ProcedureModel procedure = model.procedures().get(method);
            assertThat(procedure).as(method).isNotNull();
            if (procedure != null) {
                calls.put(id, new Call(model.name() + "." + method, procedure));
                values.add(model.name() + "." + method + arguments(procedure.parameters(), params));
            }
        }

        @Override
        public void notification(String method, Slice params, boolean lossy) {
            switch (method) {
                case "rope.snapshot" -> members(params, "objects");
                case "rope.change" -> members(params, "created");
                case "rope.event" -> event(object(array(params).get(0)), params, 1);
                case "rope.listen", "rope.unlisten" ->
                    assertThat(object(array(params).get(0)).events().keySet())
                            .contains((String) array(params).get(1));
                case "rope.ack" -> assertThat(array(params)).hasSize(1);
                case "rope.abandon", "rope.bye", "rope.fault" ->
                    assertThat(params.length()).isPositive();
                default -> {
                    ObjectModel model = object(array(params).get(0));
                    OneWayModel oneWay = model.oneWays().get(method);
                    if (oneWay == null) {
                        values.add("no " + model.name() + "." + method);
                    } else {
                        values.add(model.name() + "." + method + arguments(oneWay.parameters(), params));
                    }
                }
            }
        }

        @Override
        public void result(long id, Slice result) {
            Call call = calls.get(id);
            if (call != null) {
                try (JsonParser in = result.open()) {
                    values.add(call.name + " -> " + call.procedure.result().read(in, this));
                }
            }
        }

        @Override
        public void error(long id, WireError error) {}

        @Override
        public void invalid(@Nullable Long id, int code, String message) {
            throw new AssertionError(message);
        }

        private void members(Slice params, String list) {
            Map<?, ?> members = map(params);
            if (members.get(list) instanceof List<?> described) {
                described.forEach(object -> created((Map<?, ?>) object));
            }
            if (members.get("of") instanceof Long of) {
                ObjectModel model = object(of);
                if (members.get("set") instanceof Map<?, ?> set) {
                    states(model, set);
                }
                if (members.get("event") instanceof List<?>) {
                    try (JsonParser in = params.open()) {
                        while (!"event".equals(in.nextName())) {
                            in.skipChildren();
                        }
                        in.nextToken();
                        eventAt(model, in);
                    }
                }
            }
        }

        private void created(Map<?, ?> object) {
            ObjectModel model = Objects.requireNonNull(ROOMS.objects().get((String) object.get("type")));
            objects.put((Long) object.get("id"), model);
            Map<?, ?> state = (Map<?, ?>) Objects.requireNonNull(object.get("state"));
            states(model, state);
            assertThat(state.keySet()).hasSize(model.states().size());
        }

        private void states(ObjectModel model, Map<?, ?> set) {
            set.forEach((name, value) -> {
                StateModel state = model.states().get((String) name);
                assertThat(state).as("state %s", name).isNotNull();
                if (state != null) {
                    Object read = Json.read(state.type(), Json.write(JsonType.JSON, value), this);
                    values.add(model.name() + "." + name + "=" + read);
                }
            });
        }

        private void event(ObjectModel model, Slice params, int skipped) {
            try (JsonParser in = params.open()) {
                for (int i = 0; i < skipped; i++) {
                    in.nextToken();
                }
                eventAt(model, in);
            }
        }

        private void eventAt(ObjectModel model, JsonParser in) {
            in.nextToken();
            EventModel event = model.events().get(in.getString());
            assertThat(event).isNotNull();
            in.nextToken();
            if (event != null) {
                values.add(
                        model.name() + "." + event.name() + "(" + event.value().read(in, this) + ")");
            }
        }

        private List<@Nullable Object> arguments(List<WireType> types, Slice params) {
            List<@Nullable Object> arguments = new ArrayList<>();
            try (JsonParser in = params.open()) {
                in.nextToken();
                for (WireType type : types) {
                    in.nextToken();
                    arguments.add(type.read(in, this));
                }
                assertThat(in.nextToken()).isEqualTo(JsonToken.END_ARRAY);
            }
            return arguments;
        }

        private static List<?> array(Slice params) {
            return (List<?>) tree(params);
        }

        private static Map<?, ?> map(Slice params) {
            return (Map<?, ?>) tree(params);
        }

        private static Object tree(Slice params) {
            try (JsonParser in = params.open()) {
                Object read = JsonType.read(in);
                return read == null ? Map.of() : read;
            }
        }

        @Override
        public long idOf(Object object) {
            throw new AssertionError("Nothing is written here");
        }

        @Override
        public Object objectOf(long id, Class<?> expected) {
            return "#" + id;
        }
    }
}
