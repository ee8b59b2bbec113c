/**
 * What tests of whatever talks over a network need: {@link org.mafalda.rope.testkit.TcpProxy} stands between client and
 * server and does to their connection what networks do.
 */
@NullMarked
package org.mafalda.rope.testkit;

import org.jspecify.annotations.NullMarked;
