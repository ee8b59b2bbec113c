/** Routers that span workers, as Java interfaces and values. Implementations live elsewhere. */
module org.mafalda.mafalda {
    requires transitive org.mafalda.mediasoup;
    requires static org.jspecify;

    exports org.mafalda.mafalda;
    exports org.mafalda.mafalda.policy;
}
