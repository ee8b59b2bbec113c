/** The media box as its clients see it. */
@NullMarked
package org.mafalda.server;

import org.jspecify.annotations.NullMarked;
