/** Offers any {@code Mediasoup} to other machines. */
@NullMarked
package org.mafalda.mediasoup.remote.server;

import org.jspecify.annotations.NullMarked;
