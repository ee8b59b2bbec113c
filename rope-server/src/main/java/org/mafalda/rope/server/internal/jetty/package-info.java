/** The server on Jetty's WebSocket. */
@NullMarked
package org.mafalda.rope.server.internal.jetty;

import org.jspecify.annotations.NullMarked;
