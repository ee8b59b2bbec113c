/** What clients of other contracts that extend {@code Mediasoup} share with this one; no API. */
@NullMarked
package org.mafalda.mediasoup.remote.client.internal;

import org.jspecify.annotations.NullMarked;
