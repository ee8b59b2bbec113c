/** Holds the {@code Mediasoup} of another machine as if it were local. */
@NullMarked
package org.mafalda.mediasoup.remote.client;

import org.jspecify.annotations.NullMarked;
