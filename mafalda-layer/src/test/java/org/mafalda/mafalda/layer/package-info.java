/** Tests of what decides and what is exported. */
@NullMarked
package org.mafalda.mafalda.layer;

import org.jspecify.annotations.NullMarked;
