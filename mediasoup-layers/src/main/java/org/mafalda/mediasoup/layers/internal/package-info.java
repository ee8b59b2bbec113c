/** The tree of live objects under a lane, which every implementation of the interfaces fills with its own. */
@NullMarked
package org.mafalda.mediasoup.layers.internal;

import org.jspecify.annotations.NullMarked;
