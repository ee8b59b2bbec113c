package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.mafalda.mediasoup.transport.DtlsFingerprint;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.DtlsRole;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.FingerprintAlgorithm;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.Fingerprint;

/** The DTLS side of WebRTC transports. */
final class DtlsFbs {
    static final EnumFbs<DtlsRole> ROLE = EnumFbs.of(DtlsRole.AUTO, DtlsRole.CLIENT, DtlsRole.SERVER);

    static final EnumFbs<DtlsState> STATE =
            EnumFbs.of(DtlsState.NEW, DtlsState.CONNECTING, DtlsState.CONNECTED, DtlsState.FAILED, DtlsState.CLOSED);

    static final EnumFbs<FingerprintAlgorithm> ALGORITHM = EnumFbs.of(
            FingerprintAlgorithm.SHA_1,
            FingerprintAlgorithm.SHA_224,
            FingerprintAlgorithm.SHA_256,
            FingerprintAlgorithm.SHA_384,
            FingerprintAlgorithm.SHA_512);

    private DtlsFbs() {}

    static int write(FlatBufferBuilder builder, DtlsParameters parameters) {
        int fingerprints = org.mafalda.mediasoup.worker.fbs.webrtctransport.DtlsParameters.createFingerprintsVector(
                builder, VectorFbs.offsets(builder, parameters.fingerprints(), DtlsFbs::writeFingerprint));
        DtlsRole role = parameters.role();
        return org.mafalda.mediasoup.worker.fbs.webrtctransport.DtlsParameters.createDtlsParameters(
                builder, fingerprints, ROLE.write(role == null ? DtlsRole.AUTO : role));
    }

    private static int writeFingerprint(FlatBufferBuilder builder, DtlsFingerprint fingerprint) {
        return Fingerprint.createFingerprint(
                builder, ALGORITHM.write(fingerprint.algorithm()), builder.createString(fingerprint.value()));
    }

    static DtlsParameters read(org.mafalda.mediasoup.worker.fbs.webrtctransport.DtlsParameters parameters) {
        return new DtlsParameters(
                ROLE.read(parameters.role()),
                VectorFbs.tables(
                        parameters.fingerprintsLength(),
                        new Fingerprint(),
                        parameters::fingerprints,
                        fingerprint ->
                                new DtlsFingerprint(ALGORITHM.read(fingerprint.algorithm()), fingerprint.value())));
    }
}
