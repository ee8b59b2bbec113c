/**
 * What outlives the connections of a session, on either side: numbering, acknowledgements, what is to be sent again.
 */
@NullMarked
package org.mafalda.rope.protocol.session;

import org.jspecify.annotations.NullMarked;
