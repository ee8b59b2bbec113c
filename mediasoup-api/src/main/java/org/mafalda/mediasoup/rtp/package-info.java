/**
 * RTP parameters and capabilities, and the pure functions that relate them (ORTC).
 *
 * <p>All values are immutable and may be shared between threads. They check what a single value must be; what belongs
 * to mediasoup's rules, such as known MIME types, {@link org.mafalda.mediasoup.rtp.Ortc} checks where the value is
 * used.
 */
@NullMarked
package org.mafalda.mediasoup.rtp;

import org.jspecify.annotations.NullMarked;
