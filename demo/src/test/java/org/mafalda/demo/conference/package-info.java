/** The conference with real browsers, a real worker and real sockets. */
@NullMarked
package org.mafalda.demo.conference;

import org.jspecify.annotations.NullMarked;
