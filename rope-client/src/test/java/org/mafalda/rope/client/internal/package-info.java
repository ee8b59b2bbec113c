/** A client against a scripted server in memory. */
@NullMarked
package org.mafalda.rope.client.internal;

import org.jspecify.annotations.NullMarked;
