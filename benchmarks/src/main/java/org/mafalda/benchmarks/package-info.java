/** Measured comparisons: competitors side by side in one run, in interleaved rounds. */
@NullMarked
package org.mafalda.benchmarks;

import org.jspecify.annotations.NullMarked;
