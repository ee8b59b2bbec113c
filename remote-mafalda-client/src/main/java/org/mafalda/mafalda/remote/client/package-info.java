/** Holds the {@code Mafalda} of another machine as if it were local. */
@NullMarked
package org.mafalda.mafalda.remote.client;

import org.jspecify.annotations.NullMarked;
