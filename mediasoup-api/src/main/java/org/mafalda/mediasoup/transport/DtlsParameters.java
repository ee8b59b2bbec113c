package org.mafalda.mediasoup.transport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of a DTLS handshake (RFC 5763). Immutable.
 *
 * @param role the role of that side; null means {@link DtlsRole#AUTO}
 * @param fingerprints the fingerprints of its certificate; of a remote side the worker checks the first one
 */
public record DtlsParameters(@Nullable DtlsRole role, List<DtlsFingerprint> fingerprints) {

    /** Copies the list. */
    public DtlsParameters {
        fingerprints = List.copyOf(fingerprints);
    }
}
