package org.mafalda.server.config;

import org.mafalda.mafalda.Mafalda;
import org.mafalda.mediasoup.Mediasoup;

/** What a server can offer its clients. */
public enum Offer {
    /** Workers and routers of any layer. */
    MEDIASOUP(Mediasoup.class),
    /** Routers that span workers. */
    MAFALDA(Mafalda.class);

    private final Class<?> contract;

    Offer(Class<?> contract) {
        this.contract = contract;
    }

    /** The interface that clients hold. */
    Class<?> contract() {
        return contract;
    }
}
