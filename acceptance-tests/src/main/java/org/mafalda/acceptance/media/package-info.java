/** Codecs, RTP parameters and capabilities, and small senders for the contracts. */
@NullMarked
package org.mafalda.acceptance.media;

import org.jspecify.annotations.NullMarked;
