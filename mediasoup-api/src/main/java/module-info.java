/** All of mediasoup 3.27.1 as Java interfaces and values. Implementations live elsewhere. */
module org.mafalda.mediasoup {
    requires transitive org.mafalda.rope;
    requires static org.jspecify;

    exports org.mafalda.mediasoup;
    exports org.mafalda.mediasoup.dump;
    exports org.mafalda.mediasoup.event;
    exports org.mafalda.mediasoup.host;
    exports org.mafalda.mediasoup.rtp;
    exports org.mafalda.mediasoup.stats;
    exports org.mafalda.mediasoup.transport;
}
