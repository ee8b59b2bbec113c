/** What {@code getStats()} returns. */
@NullMarked
package org.mafalda.mediasoup.stats;

import org.jspecify.annotations.NullMarked;
