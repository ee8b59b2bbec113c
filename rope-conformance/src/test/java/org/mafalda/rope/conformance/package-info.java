/** Holds the server and the client of this project to the exchanges. */
@NullMarked
package org.mafalda.rope.conformance;

import org.jspecify.annotations.NullMarked;
