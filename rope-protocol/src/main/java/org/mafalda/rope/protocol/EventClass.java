package org.mafalda.rope.protocol;

/** What may become of an event on its way to a slow session. */
public enum EventClass {
    /** It is never dropped. */
    RELIABLE("reliable"),
    /** Of several that wait, the last one counts. */
    COALESCED("coalesced"),
    /** It may be dropped. */
    LOSSY("lossy");

    private final String wireName;

    EventClass(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
