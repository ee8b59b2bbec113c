@NullMarked
package org.mafalda.mafalda.policy;

import org.jspecify.annotations.NullMarked;
