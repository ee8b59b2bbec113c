/** Recorded exchanges of ROPE, and a runner that holds any server or client to them. */
@NullMarked
package org.mafalda.rope.conformance;

import org.jspecify.annotations.NullMarked;
