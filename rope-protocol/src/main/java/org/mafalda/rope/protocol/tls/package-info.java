/** What the two sides of a TLS connection show each other, from the files that operators have. */
@NullMarked
package org.mafalda.rope.protocol.tls;

import org.jspecify.annotations.NullMarked;
