package org.mafalda.mediasoup.event;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.ConsumerLayers;

/**
 * The spatial or temporal layer that is being sent changed.
 *
 * @param layers the current layers, or null while none is sent
 */
public record LayersChangeEvent(@Nullable ConsumerLayers layers) {}
