package org.mafalda.mediasoup.transport;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ICE credentials of a WebRTC transport (RFC 8445, section 5.3). Immutable; its text form does not show the
 * password.
 *
 * @param usernameFragment the username fragment
 * @param password the password
 * @param iceLite whether this side is an ICE Lite agent; a worker always is
 */
public record IceParameters(
        String usernameFragment, String password, @Nullable Boolean iceLite) {

    /** Refuses nulls. */
    public IceParameters {
        Objects.requireNonNull(usernameFragment, "usernameFragment");
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return "IceParameters[usernameFragment=" + usernameFragment + ", password=hidden, iceLite=" + iceLite + "]";
    }
}
