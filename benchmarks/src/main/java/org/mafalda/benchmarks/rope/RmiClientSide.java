package org.mafalda.benchmarks.rope;

import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.util.concurrent.CompletableFuture;

/** Remote method invocation of the JDK: a call in flight needs a thread. */
final class RmiClientSide implements ClientSide {
    private final RmiServerSide.Echo remote;

    RmiClientSide(int port) throws Exception {
        remote = (RmiServerSide.Echo)
                LocateRegistry.getRegistry("127.0.0.1", port).lookup(RmiServerSide.NAME);
    }

    @Override
    public CompletableFuture<String> call(String text) {
        try {
            return CompletableFuture.completedFuture(remote.echo(text));
        } catch (RemoteException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public boolean isBlocking() {
        return true;
    }

    @Override
    public void close() {}
}
