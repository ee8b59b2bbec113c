/** ROPE against what people would use instead, each with its server and its client in JVMs of their own. */
@NullMarked
package org.mafalda.benchmarks.rope;

import org.jspecify.annotations.NullMarked;
