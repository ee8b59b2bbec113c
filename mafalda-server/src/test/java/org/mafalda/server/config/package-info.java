/** The configuration file as its readers see it. */
@NullMarked
package org.mafalda.server.config;

import org.jspecify.annotations.NullMarked;
