/** The values that describe a transport: addresses, ICE, DTLS, SRTP and SCTP. */
@NullMarked
package org.mafalda.mediasoup.transport;

import org.jspecify.annotations.NullMarked;
