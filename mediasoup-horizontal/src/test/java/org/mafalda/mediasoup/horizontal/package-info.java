/** Tests on simulated boxes with a clock of their own. */
@NullMarked
package org.mafalda.mediasoup.horizontal;

import org.jspecify.annotations.NullMarked;
