/** The configuration file: reading it with lines and suggestions, and the layers that it composes. */
@NullMarked
package org.mafalda.server.config;

import org.jspecify.annotations.NullMarked;
