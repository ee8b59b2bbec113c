/**
 * Conversion between the public values and the worker's FlatBuffers messages: requests and notifications to the worker,
 * and what it answers and tells. Only classes whose name ends in {@code Fbs} know the generated classes.
 */
@NullMarked
package org.mafalda.mediasoup.local.internal.fbs;

import org.jspecify.annotations.NullMarked;
