/** Tests of the built-in authenticators and authorizers. */
@NullMarked
package org.mafalda.rope.server.security;

import org.jspecify.annotations.NullMarked;
