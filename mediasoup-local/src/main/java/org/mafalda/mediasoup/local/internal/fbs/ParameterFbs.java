package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.BooleanValue;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.DoubleValue;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.Integer32ArrayValue;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.Integer32Value;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.Parameter;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.StringValue;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.Value;

/** The parameters of codecs and header extensions. */
final class ParameterFbs {
    private ParameterFbs() {}

    /**
     * Writes all parameters; gives their offsets.
     *
     * <p>Numbers without fraction are integers whatever their type, as the worker looks for some parameters as
     * integers; those of more than 32 bits are doubles.
     *
     * @throws InvalidArgumentException if a value is neither a string, boolean, number nor a list of 32-bit integers
     */
    static int[] write(FlatBufferBuilder builder, Map<String, @Nullable Object> parameters) {
        int[] offsets = new int[parameters.size()];
        int i = 0;
        for (Map.Entry<String, @Nullable Object> parameter : parameters.entrySet()) {
            offsets[i++] = write(builder, parameter.getKey(), parameter.getValue());
        }
        return offsets;
    }

    private static int write(FlatBufferBuilder builder, String key, @Nullable Object value) {
        int name = builder.createString(key);
        if (value instanceof Number number) {
            return isInteger(number)
                    ? Parameter.createParameter(
                            builder,
                            name,
                            Value.Integer32Value,
                            Integer32Value.createInteger32Value(builder, number.intValue()))
                    : Parameter.createParameter(
                            builder,
                            name,
                            Value.DoubleValue,
                            DoubleValue.createDoubleValue(builder, number.doubleValue()));
        }
        if (value instanceof String text) {
            int content = StringValue.createStringValue(builder, builder.createString(text));
            return Parameter.createParameter(builder, name, Value.StringValue, content);
        }
        if (value instanceof Boolean bool) {
            int content = BooleanValue.createBooleanValue(builder, bool ? 1 : 0);
            return Parameter.createParameter(builder, name, Value.BooleanValue, content);
        }
        if (value instanceof List<?> list) {
            int content = Integer32ArrayValue.createInteger32ArrayValue(
                    builder, Integer32ArrayValue.createValueVector(builder, integers(key, list)));
            return Parameter.createParameter(builder, name, Value.Integer32ArrayValue, content);
        }
        throw invalid(key, value);
    }

    private static boolean isInteger(Number number) {
        return number.doubleValue() == number.intValue();
    }

    private static int[] integers(String key, List<?> list) {
        int[] integers = new int[list.size()];
        for (int i = 0; i < integers.length; i++) {
            if (!(list.get(i) instanceof Number number) || !isInteger(number)) {
                throw invalid(key, list);
            }
            integers[i] = number.intValue();
        }
        return integers;
    }

    private static InvalidArgumentException invalid(String key, @Nullable Object value) {
        return InvalidArgumentException.of(
                "parameters." + key, value, "must be a string, boolean, number or list of 32-bit integers");
    }

    /** Reads a vector of parameters; integers become {@code Long}. */
    static Map<String, @Nullable Object> read(int length, VectorFbs.TableAt<Parameter> at) {
        if (length == 0) {
            return Map.of();
        }
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        Parameter parameter = new Parameter();
        for (int i = 0; i < length; i++) {
            at.point(parameter, i);
            parameters.put(parameter.name(), value(parameter));
        }
        return parameters;
    }

    private static Object value(Parameter parameter) {
        return switch (parameter.valueType()) {
            case Value.BooleanValue -> ((BooleanValue) parameter.value(new BooleanValue())).value() != 0;
            case Value.Integer32Value -> (long) ((Integer32Value) parameter.value(new Integer32Value())).value();
            case Value.DoubleValue -> ((DoubleValue) parameter.value(new DoubleValue())).value();
            case Value.StringValue -> ((StringValue) parameter.value(new StringValue())).value();
            case Value.Integer32ArrayValue -> {
                Integer32ArrayValue array = (Integer32ArrayValue) parameter.value(new Integer32ArrayValue());
                yield VectorFbs.<Long>values(array.valueLength(), j -> (long) array.value(j));
            }
            default ->
                throw new IllegalStateException(
                        "Worker sent a parameter of an unknown type [type:" + parameter.valueType() + "]");
        };
    }
}
