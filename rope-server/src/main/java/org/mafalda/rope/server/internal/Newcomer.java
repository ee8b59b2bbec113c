package org.mafalda.rope.server.internal;

import java.util.List;
import org.mafalda.rope.Change;

/**
 * An object that was seen for the first time, with what stood in its collections then.
 *
 * @param exported the object with its state
 * @param members its children
 */
record Newcomer(Exported exported, List<Change.Member> members) {}
