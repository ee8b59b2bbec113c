@NullMarked
package org.mafalda.rope.testkit;

import org.jspecify.annotations.NullMarked;
