/** A client against a server over real sockets. */
@NullMarked
package org.mafalda.rope.client;

import org.jspecify.annotations.NullMarked;
