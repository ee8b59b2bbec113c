/** Many {@code Mediasoup} instances as one: placement, pipes between boxes, drains, and boxes that come and go. */
@NullMarked
package org.mafalda.mediasoup.horizontal;

import org.jspecify.annotations.NullMarked;
