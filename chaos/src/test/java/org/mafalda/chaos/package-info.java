@NullMarked
package org.mafalda.chaos;

import org.jspecify.annotations.NullMarked;
