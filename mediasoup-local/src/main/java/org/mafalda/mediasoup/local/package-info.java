/** mediasoup on this machine: one mediasoup-worker process per Worker. */
@NullMarked
package org.mafalda.mediasoup.local;

import org.jspecify.annotations.NullMarked;
