/** The runnable server of a media box. */
@NullMarked
package org.mafalda.server;

import org.jspecify.annotations.NullMarked;
