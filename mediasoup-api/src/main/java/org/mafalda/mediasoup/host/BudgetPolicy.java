package org.mafalda.mediasoup.host;

/** Who limits the number of workers. */
public enum BudgetPolicy {
    /** Nobody. */
    UNLIMITED("unlimited"),
    /** Its operator: so many workers of this {@code Mediasoup} as were configured. */
    OWN("own"),
    /** One worker per usable core, over all processes of the machine that take part. */
    SHARED("shared");

    private final String text;

    BudgetPolicy(String text) {
        this.text = text;
    }

    /** Its name in lower case. */
    @Override
    public String toString() {
        return text;
    }
}
