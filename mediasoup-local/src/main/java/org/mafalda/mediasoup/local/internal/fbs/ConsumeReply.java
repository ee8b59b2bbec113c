package org.mafalda.mediasoup.local.internal.fbs;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ConsumerScore;

/**
 * The state in which a consumer was created. Immutable.
 *
 * @param paused whether it is paused
 * @param producerPaused whether its producer is paused
 * @param score its score
 * @param preferredLayers its preferred layers; null if it has none
 */
public record ConsumeReply(
        boolean paused,
        boolean producerPaused,
        ConsumerScore score,
        @Nullable ConsumerLayers preferredLayers) {}
