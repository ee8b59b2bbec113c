/** Tests of the demo. */
@NullMarked
package org.mafalda.demo;

import org.jspecify.annotations.NullMarked;
