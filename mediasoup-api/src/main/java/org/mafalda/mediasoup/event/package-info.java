/** What events carry: one record per event. */
@NullMarked
package org.mafalda.mediasoup.event;

import org.jspecify.annotations.NullMarked;
