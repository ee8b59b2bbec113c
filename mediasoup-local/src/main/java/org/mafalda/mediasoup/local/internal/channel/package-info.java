/** The conversation with one worker process: framing, request table, dispatch. Knows nothing of mediasoup's objects. */
@NullMarked
package org.mafalda.mediasoup.local.internal.channel;

import org.jspecify.annotations.NullMarked;
