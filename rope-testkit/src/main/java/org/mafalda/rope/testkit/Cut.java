package org.mafalda.rope.testkit;

/** How a connection ends before its time. */
public enum Cut {
    /** Both sides are told that nothing more comes (FIN), as when a process ends. */
    END,
    /** Both sides are told that the connection never was (RST); what is under way is lost. */
    RESET
}
