/** Offers any {@code Mafalda} to other machines. */
@NullMarked
package org.mafalda.mafalda.remote.server;

import org.jspecify.annotations.NullMarked;
