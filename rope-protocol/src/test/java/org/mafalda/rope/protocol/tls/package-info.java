/** Keys and certificates for tests. */
@NullMarked
package org.mafalda.rope.protocol.tls;

import org.jspecify.annotations.NullMarked;
