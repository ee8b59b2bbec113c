package org.mafalda.mediasoup.local.internal.fbs;

import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.DtlsState;

/**
 * The DTLS state of a WebRTC transport has changed. Immutable.
 *
 * @param state the new state
 * @param remoteCert the remote certificate as PEM text, when connected
 */
public record DtlsStateNotice(DtlsState state, @Nullable String remoteCert) {}
