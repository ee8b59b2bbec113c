/** Who clients are, and what they may call. */
@NullMarked
package org.mafalda.rope.server.security;

import org.jspecify.annotations.NullMarked;
