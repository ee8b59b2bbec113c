package org.mafalda.mediasoup.local.internal.channel;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.function.ToIntFunction;

/**
 * One notification to the worker, ready to be written.
 *
 * @param event the number of the event in the schema
 * @param handlerId the id of the object that is told; empty for the worker itself
 * @param bodyType the type of the body in the schema; 0 for none
 * @param body writes the body and returns its offset
 */
public record Notification(int event, String handlerId, int bodyType, ToIntFunction<FlatBufferBuilder> body) {}
