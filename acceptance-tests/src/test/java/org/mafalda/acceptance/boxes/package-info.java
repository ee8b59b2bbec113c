/** A cluster of media boxes, each on a network address of its own. */
@NullMarked
package org.mafalda.acceptance.boxes;

import org.jspecify.annotations.NullMarked;
