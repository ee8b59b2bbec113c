/**
 * The interfaces of mediasoup as the generated contracts see them: their methods, arguments for each, and live objects.
 */
@NullMarked
package org.mafalda.acceptance.reflect;

import org.jspecify.annotations.NullMarked;
