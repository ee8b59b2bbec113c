/** Routers that span workers, on top of any {@code Mediasoup}. */
@NullMarked
package org.mafalda.mafalda.layer;

import org.jspecify.annotations.NullMarked;
