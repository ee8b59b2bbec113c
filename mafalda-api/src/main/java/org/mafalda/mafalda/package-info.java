/** Routers that span workers: one router over as many workers as it needs. */
@NullMarked
package org.mafalda.mafalda;

import org.jspecify.annotations.NullMarked;
