package org.mafalda.server.admin;

import java.util.List;

/**
 * What came of reading the configuration again.
 *
 * @param changed what is different now
 * @param unchanged what the configuration says otherwise now, and cannot change before the server is started anew
 * @param faults what is wrong with the configuration; if there is something, nothing has changed
 */
public record Reload(List<String> changed, List<String> unchanged, List<String> faults) {
    /** Copies. */
    public Reload {
        changed = List.copyOf(changed);
        unchanged = List.copyOf(unchanged);
        faults = List.copyOf(faults);
    }
}
