/** Maps each member of mediasoup to ours, and checks that it is there. */
@NullMarked
package org.mafalda.acceptance.mapping;

import org.jspecify.annotations.NullMarked;
