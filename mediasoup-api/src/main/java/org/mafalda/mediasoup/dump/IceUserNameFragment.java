package org.mafalda.mediasoup.dump;

/**
 * An ICE username fragment in use. Immutable.
 *
 * @param localIceUsernameFragment the fragment
 * @param webRtcTransportId the transport that it belongs to
 */
public record IceUserNameFragment(String localIceUsernameFragment, String webRtcTransportId) {}
