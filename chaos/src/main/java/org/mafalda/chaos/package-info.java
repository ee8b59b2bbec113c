/** ROPE on a bad network: {@link org.mafalda.chaos.Chaos} is the command line. */
@NullMarked
package org.mafalda.chaos;

import org.jspecify.annotations.NullMarked;
