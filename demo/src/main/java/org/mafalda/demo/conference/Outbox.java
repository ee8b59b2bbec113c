package org.mafalda.demo.conference;

/** The way to one tab. Thread-safe; what is sent after it closed is ignored. */
interface Outbox {
    /** Whether the tab is still there. */
    boolean open();

    /** Sends text, in order. */
    void send(String text);

    /** Sends a notice as JSON. */
    default void notify(String notice, Object data) {
        send(ConferenceJson.write(new Messages.Notice(notice, data)));
    }
}
