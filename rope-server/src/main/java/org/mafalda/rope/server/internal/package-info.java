/** The logic of a ROPE server on connections of any kind: the table of objects, sessions, calls, leases. */
@NullMarked
package org.mafalda.rope.server.internal;

import org.jspecify.annotations.NullMarked;
