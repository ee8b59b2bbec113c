package org.mafalda.rope.server.internal;

import java.util.List;

/** A message as bytes, with the objects that it names. */
final class Written {
    private final byte[] bytes;
    private final List<Exported> named;

    Written(byte[] bytes, List<Exported> named) {
        this.bytes = bytes;
        this.named = named;
    }

    byte[] bytes() {
        return bytes;
    }

    List<Exported> named() {
        return named;
    }
}
