package org.mafalda.server;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where the server listens: {@code 127.0.0.1:4443}, {@code [::1]:4443}.
 *
 * @param host address or host name
 * @param port TCP port; 0 takes any that is free
 */
record ListenAddress(String host, int port) {
    private static final int MAX_PORT = 65535;

    /** Reads it from the command line. */
    static final class Converter implements ITypeConverter<ListenAddress> {
        @Override
        public ListenAddress convert(String text) {
            int colon = text.lastIndexOf(':');
            if (colon <= 0) {
                throw new TypeConversionException("must be ADDRESS:PORT [listen:" + text + "]");
            }
            String host = text.substring(0, colon);
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            } else if (host.indexOf(':') >= 0) {
                throw new TypeConversionException("an IPv6 address must stand in brackets [listen:" + text + "]");
            }
            return new ListenAddress(host, port(text.substring(colon + 1), text));
        }

        private static int port(String digits, String text) {
            try {
                int port = Integer.parseInt(digits);
                if (port >= 0 && port <= MAX_PORT) {
                    return port;
                }
            } catch (NumberFormatException e) {
                throw new TypeConversionException("the port must be a number [listen:" + text + "]");
            }
            throw new TypeConversionException("the port must be between 0 and " + MAX_PORT + " [listen:" + text + "]");
        }
    }
}
