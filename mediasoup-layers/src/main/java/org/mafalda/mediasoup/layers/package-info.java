/** What layers over mediasoup share, written on its interfaces alone: piping between routers. */
@NullMarked
package org.mafalda.mediasoup.layers;

import org.jspecify.annotations.NullMarked;
