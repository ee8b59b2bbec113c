package org.mafalda.benchmarks.rope;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** Texts over bare WebSockets of Jetty: one {@code sendText} for each. */
final class JettyServerSide implements ServerSide {
    /** A text that begins so asks for events. */
    static final String PUBLISH = "publish ";
    /** A text that asks to be sent events. */
    static final String LISTEN = "listen";

    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final Set<Session> listening = ConcurrentHashMap.newKeySet();

    JettyServerSide() throws Exception {
        server.setHandler(WebSocketUpgradeHandler.from(server, container -> {
            container.setIdleTimeout(java.time.Duration.ZERO);
            container.addMapping("/", (request, response, callback) -> new Answering(listening));
        }));
        server.start();
    }

    /** The server's end of one connection. */
    public static final class Answering implements Session.Listener.AutoDemanding {
        private final Set<Session> listening;
        private volatile @Nullable Session session;

        Answering(Set<Session> listening) {
            this.listening = listening;
        }

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
        }

        @Override
        public void onWebSocketText(String message) {
            Session open = session;
            if (open == null) {
                return;
            }
            if (message.equals(LISTEN)) {
                listening.add(open);
            }
            if (message.startsWith(PUBLISH)) {
                int texts = Integer.parseInt(message.substring(PUBLISH.length()));
                for (int i = 0; i < texts; i++) {
                    listening.forEach(listener -> listener.sendText(TEXT, Callback.NOOP));
                }
            } else {
                open.sendText(message, Callback.NOOP);
            }
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            Session open = session;
            if (open != null) {
                listening.remove(open);
            }
            callback.succeed();
        }
    }

    @Override
    public int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
