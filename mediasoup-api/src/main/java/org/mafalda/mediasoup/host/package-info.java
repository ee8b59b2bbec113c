/** The machines behind a {@code Mediasoup}: identity, load, budget, availability and placement. */
@NullMarked
package org.mafalda.mediasoup.host;

import org.jspecify.annotations.NullMarked;
