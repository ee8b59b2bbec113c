/** What implementations of remotable interfaces share, whatever their layer: lanes, futures, events and live maps. */
@NullMarked
package org.mafalda.rope.runtime;

import org.jspecify.annotations.NullMarked;
