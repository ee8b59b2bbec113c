/** What operators may ask of a running server, and have it do. */
@NullMarked
package org.mafalda.server.admin;

import org.jspecify.annotations.NullMarked;
