package org.mafalda.mediasoup.rtp;

import org.jspecify.annotations.Nullable;

/**
 * RTCP settings of {@link RtpParameters}.
 *
 * @param cname the canonical name (RFC 3550); unset in the parameters of a producer: the transport chooses one
 * @param reducedSize whether reduced-size RTCP (RFC 5506) is in use; mediasoup takes it as true whatever is given
 */
public record RtcpParameters(
        @Nullable String cname, @Nullable Boolean reducedSize) {}
