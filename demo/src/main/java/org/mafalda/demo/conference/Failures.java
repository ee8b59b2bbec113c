package org.mafalda.demo.conference;

import java.util.concurrent.CompletionException;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.MediasoupException;
import tools.jackson.core.JacksonException;

/** Failures in the words that the page shows. */
final class Failures {
    private Failures() {}

    /** The failure itself, without what futures and Jackson wrap around it. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof JacksonException && cause.getCause() instanceof MediasoupException rule ? rule : cause;
    }

    /** For the answer to a request. */
    static Messages.Failure describe(Throwable failure) {
        Throwable cause = cause(failure);
        String message = cause instanceof JacksonException json ? json.getOriginalMessage() : cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return new Messages.Failure(name, message == null ? name : message);
    }

    /** Why a room or a transport ended. */
    static String describe(CloseReason reason) {
        if (reason instanceof CloseReason.WorkerDied died) {
            return "The media worker died: " + died.death().message();
        }
        if (reason instanceof CloseReason.ConnectionClosed) {
            return "The connection to the media box ended.";
        }
        if (reason instanceof CloseReason.OwnerGone) {
            return "The media box gave up waiting for the conference server.";
        }
        if (reason instanceof CloseReason.WorkerClosed || reason instanceof CloseReason.MediasoupClosed) {
            return "The media box is shutting down.";
        }
        return "It was closed on the media box.";
    }
}
