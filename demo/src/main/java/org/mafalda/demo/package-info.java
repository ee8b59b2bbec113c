/** Real media through a real worker: {@code ./mafalda demo}, and the program that opens the README. */
@NullMarked
package org.mafalda.demo;

import org.jspecify.annotations.NullMarked;
