package org.mafalda.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import org.mafalda.server.config.ServerConfig;
import org.slf4j.LoggerFactory;

/** The log of the server: what the configuration says of it, unless the JVM was given a configuration of its own. */
final class Logs {
    /** Logback's own property. Under a name of our own, so that the class path may hold another program's file. */
    private static final String CONFIGURATION = "logback.configurationFile";

    private static final String TEXT = "mafalda-server-logback.xml";
    private static final String JSON = "mafalda-server-logback-json.xml";

    private Logs() {}

    /** To be called before anything is logged. */
    static void prepare() {
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, TEXT);
        }
    }

    /** Logs like that from now on. */
    static void apply(ServerConfig.Logging logging) {
        String present = System.getProperty(CONFIGURATION, "");
        if (!(present.equals(TEXT) || present.equals(JSON))
                || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        String file = switch (logging.format()) {
            case TEXT -> TEXT;
            case JSON -> JSON;
        };
        if (!file.equals(present)) {
            System.setProperty(CONFIGURATION, file);
            context.reset();
            configure(context, file);
        }
        context.getLogger("org.mafalda").setLevel(Level.toLevel(logging.level().name()));
    }

    private static void configure(LoggerContext context, String name) {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        URL file = Logs.class.getClassLoader().getResource(name);
        try {
            configurator.doConfigure(file);
        } catch (JoranException e) {
            throw new IllegalStateException("The log cannot be configured", e);
        }
    }
}
