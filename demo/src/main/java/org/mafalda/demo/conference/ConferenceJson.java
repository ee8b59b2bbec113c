package org.mafalda.demo.conference;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON that browsers speak: mediasoup's own field names and words, unset fields left out. Numbers are strict (no
 * strings, no fractions in integers, none missing); fields that are not known are skipped, because a browser may be
 * ahead of this program. Thread-safe.
 */
final class ConferenceJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .annotationIntrospector(new RequiredNumbers())
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private ConferenceJson() {}

    /** The value as JSON text. */
    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Reads a message without interpreting it. Throws {@link tools.jackson.core.JacksonException} on bad JSON. */
    static JsonNode read(String json) {
        return MAPPER.readTree(json);
    }

    /** Reads JSON text. Throws {@link tools.jackson.core.JacksonException} if it does not fit the type. */
    static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /** Reads a part of a message. Throws {@link tools.jackson.core.JacksonException} if it does not fit the type. */
    static <T> T read(JsonNode node, Class<T> type) {
        return MAPPER.treeToValue(node, type);
    }

    /** Jackson takes a missing primitive number for 0; here the field is required. */
    private static final class RequiredNumbers extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            Class<?> type = member.getRawType();
            if (type == int.class || type == long.class || type == double.class) {
                return true;
            }
            return super.hasRequiredMarker(config, member);
        }
    }
}
