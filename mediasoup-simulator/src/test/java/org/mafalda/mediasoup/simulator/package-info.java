@NullMarked
package org.mafalda.mediasoup.simulator;

import org.jspecify.annotations.NullMarked;
