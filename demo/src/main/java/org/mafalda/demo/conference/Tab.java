package org.mafalda.demo.conference;

import java.util.concurrent.Executor;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSocket of one browser tab. Public for Jetty alone, which calls it. Thread-safe. */
public final class Tab implements Session.Listener.AutoDemanding, Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Tab.class);
    private static final int MAX_WAITING_FRAMES = 1_000;

    private final Signalling signalling;
    private final Panel panel;
    private final Executor thread;
    private volatile @Nullable Session session;

    Tab(Conference conference, Panel panel, Executor thread) {
        this.panel = panel;
        this.thread = thread;
        signalling = new Signalling(conference, this, thread);
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        opened.setMaxOutgoingFrames(MAX_WAITING_FRAMES);
        session = opened;
        thread.execute(() -> panel.show(this));
    }

    @Override
    public void onWebSocketText(String message) {
        thread.execute(() -> signalling.take(message));
    }

    @Override
    public void onWebSocketClose(int statusCode, @Nullable String reason, Callback callback) {
        thread.execute(() -> {
            panel.hide(this);
            signalling.close();
        });
        callback.succeed();
    }

    /** What follows is a close. */
    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("The connection to a tab broke", cause);
    }

    private void disconnect() {
        Session current = session;
        if (current != null) {
            current.disconnect();
        }
    }

    @Override
    public boolean open() {
        Session current = session;
        return current != null && current.isOpen();
    }

    /** A tab that does not keep up is disconnected; its page connects again. */
    @Override
    public void send(String text) {
        Session current = session;
        if (current != null && current.isOpen()) {
            current.sendText(text, Callback.from(() -> {}, failure -> disconnect()));
        }
    }
}
