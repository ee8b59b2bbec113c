/** Tests of what outlives the connections of a session. */
@NullMarked
package org.mafalda.rope.protocol.session;

import org.jspecify.annotations.NullMarked;
