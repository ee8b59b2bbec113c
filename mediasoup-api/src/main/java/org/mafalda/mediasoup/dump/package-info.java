/** What {@code dump()} returns: the inner state of worker-side objects, for debugging. */
@NullMarked
package org.mafalda.mediasoup.dump;

import org.jspecify.annotations.NullMarked;
