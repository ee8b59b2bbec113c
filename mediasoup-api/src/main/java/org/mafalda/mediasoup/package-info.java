/**
 * mediasoup's objects as Java interfaces, with their options and failures.
 *
 * <p>{@link org.mafalda.mediasoup.Mediasoup} is the way in. The mediasoup documentation is the manual of these
 * interfaces; {@code docs/mediasoup-mapping.md} maps each member of it to ours.
 */
@NullMarked
package org.mafalda.mediasoup;

import org.jspecify.annotations.NullMarked;
