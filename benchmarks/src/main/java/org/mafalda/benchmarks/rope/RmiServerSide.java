package org.mafalda.benchmarks.rope;

import java.io.IOException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;

/** Remote method invocation of the JDK. */
final class RmiServerSide implements ServerSide {
    static final String NAME = "echo";

    private final int port;
    private final Registry registry;
    private final LocalEcho echo = new LocalEcho();

    RmiServerSide() throws Exception {
        // A registry on port 0 does not tell its port: the free one must be found before.
        try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
            port = free.getLocalPort();
        }
        registry = LocateRegistry.createRegistry(port);
        registry.rebind(NAME, UnicastRemoteObject.exportObject(echo, 0));
    }

    /** What can be called. */
    public interface Echo extends Remote {
        /** Returns what it was given. */
        String echo(String text) throws RemoteException;
    }

    private static final class LocalEcho implements Echo {
        @Override
        public String echo(String text) {
            return text;
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        UnicastRemoteObject.unexportObject(echo, true);
        UnicastRemoteObject.unexportObject(registry, true);
    }
}
