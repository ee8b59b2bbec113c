/** The browser conference: a server that holds a {@code Mediasoup}, and the page that it serves. */
@NullMarked
package org.mafalda.demo.conference;

import org.jspecify.annotations.NullMarked;
