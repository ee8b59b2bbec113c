/** The session, the mirror of the server's objects, their proxies, and the WebSocket beneath. Not for applications. */
@NullMarked
package org.mafalda.rope.client.internal;

import org.jspecify.annotations.NullMarked;
