package org.mafalda.chaos.ledger;

/** Is told what was carried out, before the client hears of it. On the ledger's lane. */
@FunctionalInterface
public interface Effects {
    /**
     * The effect of that ticket got that number.
     *
     * @param ticket as the client gave it; the negative ticket with which an account was opened if the account was
     *     closed, which has no number
     */
    void done(long ticket, long number);
}
